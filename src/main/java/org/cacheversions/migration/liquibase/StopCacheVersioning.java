package org.cacheversions.migration.liquibase;

import java.sql.Connection;
import java.util.function.Consumer;
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
 * {@code true}. Liquibase has no SQL to show for it: who runs the output of {@code update-sql} stops
 * the caches by the console command. See {@link org.cacheversions.migration.StopCacheVersioning}.
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
        apply(database, migration()::apply);
    }

    @Override
    public void rollback(Database database) throws CustomChangeException {
        apply(database, migration().reverse()::apply);
    }

    private static void apply(Database database, Consumer<Connection> change) throws CustomChangeException {
        Changelog.apply(database, change);
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
