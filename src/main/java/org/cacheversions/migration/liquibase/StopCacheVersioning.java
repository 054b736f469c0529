package org.cacheversions.migration.liquibase;

import liquibase.change.custom.CustomTaskChange;
import liquibase.change.custom.CustomTaskRollback;
import liquibase.database.Database;
import liquibase.exception.CustomChangeException;
import liquibase.exception.ValidationErrors;
import liquibase.resource.ResourceAccessor;

/**
 * Stops caches by a change of Liquibase; its rollback does the reverse.
 *
 * <pre>{@code
 * <customChange class="org.cacheversions.migration.liquibase.StopCacheVersioning">
 *   <param name="caches" value="bans"/>
 * </customChange>
 * }</pre>
 *
 * <p>The parameter {@code caches} takes one name, or several separated by commas; {@code ifPresent} takes
 * {@code true}. {@code update-sql} shows it as SQL. See {@link org.cacheversions.migration.StopCacheVersioning}.
 */
public final class StopCacheVersioning implements CustomTaskChange, CustomTaskRollback {

    private String caches = "";
    private boolean ifPresent;

    /** Takes one name, or several separated by commas. */
    public void setCaches(String caches) {
        this.caches = caches;
    }

    /** Answers whether a cache that is not started is passed by; by default the migration fails then. */
    public void setIfPresent(boolean ifPresent) {
        this.ifPresent = ifPresent;
    }

    private org.cacheversions.migration.StopCacheVersioning migration() {
        org.cacheversions.migration.StopCacheVersioning migration =
                new org.cacheversions.migration.StopCacheVersioning(Changelog.names(caches));
        return ifPresent ? migration.ifPresent() : migration;
    }

    @Override
    public void execute(Database database) throws CustomChangeException {
        Changelog.stop(database, migration());
    }

    @Override
    public void rollback(Database database) throws CustomChangeException {
        Changelog.start(database, migration().reverse(), ifPresent);
    }

    @Override
    public String getConfirmationMessage() {
        return "cache-versions: " + migration();
    }

    @Override
    public ValidationErrors validate(Database database) {
        return Changelog.validate(caches);
    }

    @Override
    public void setUp() {
        // the setters have done it
    }

    @Override
    public void setFileOpener(ResourceAccessor resourceAccessor) {
        // there is nothing to open
    }
}
