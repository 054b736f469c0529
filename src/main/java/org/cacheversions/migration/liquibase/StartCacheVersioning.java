package org.cacheversions.migration.liquibase;

import liquibase.change.custom.CustomTaskChange;
import liquibase.change.custom.CustomTaskRollback;
import liquibase.database.Database;
import liquibase.exception.CustomChangeException;
import liquibase.exception.ValidationErrors;
import liquibase.resource.ResourceAccessor;

/**
 * Starts caches by a change of Liquibase; its rollback does the reverse.
 *
 * <pre>{@code
 * <customChange class="org.cacheversions.migration.liquibase.StartCacheVersioning">
 *   <param name="caches" value="bans"/>
 * </customChange>
 * }</pre>
 *
 * <p>The parameter {@code caches} takes one name, or several separated by commas; {@code ifAbsent} takes
 * {@code true}. {@code update-sql} shows it as SQL. See {@link org.cacheversions.migration.StartCacheVersioning}.
 */
public final class StartCacheVersioning implements CustomTaskChange, CustomTaskRollback {

    private String caches = "";
    private boolean ifAbsent;

    /** Takes one name, or several separated by commas. */
    public void setCaches(String caches) {
        this.caches = caches;
    }

    /** Answers whether a cache that is started already is left alone; by default the migration fails then. */
    public void setIfAbsent(boolean ifAbsent) {
        this.ifAbsent = ifAbsent;
    }

    private org.cacheversions.migration.StartCacheVersioning migration() {
        org.cacheversions.migration.StartCacheVersioning migration =
                new org.cacheversions.migration.StartCacheVersioning(Changelog.names(caches));
        return ifAbsent ? migration.ifAbsent() : migration;
    }

    @Override
    public void execute(Database database) throws CustomChangeException {
        Changelog.start(database, migration(), ifAbsent);
    }

    @Override
    public void rollback(Database database) throws CustomChangeException {
        Changelog.stop(database, migration().reverse());
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
