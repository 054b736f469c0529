package org.cacheversions.migration.flyway;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Stops caches in a Flyway migration. Its version and description are the name of your class.
 *
 * <pre>{@code
 * public class V9__Stop_bans extends StopCacheVersioning {
 *     public V9__Stop_bans() {
 *         super("bans");
 *     }
 * }
 * }</pre>
 *
 * <p>To undo it, add a later migration that extends {@link StartCacheVersioning}. See
 * {@link org.cacheversions.migration.StopCacheVersioning}.
 */
public abstract class StopCacheVersioning extends BaseJavaMigration {

    private final org.cacheversions.migration.StopCacheVersioning migration;

    /** Names the caches to stop. */
    protected StopCacheVersioning(String... caches) {
        this.migration = new org.cacheversions.migration.StopCacheVersioning(caches);
    }

    /** Returns whether to ignore caches that are not started; by default the migration fails then. */
    protected boolean ifPresent() {
        return false;
    }

    /** Returns the table as written in SQL, such as {@code forum.cache_version}. */
    protected String table() {
        return "cache_version";
    }

    /** Returns whether the caches have scopes; then the table {@code cache_journal} must exist beside the other one. */
    protected boolean scopes() {
        return false;
    }

    /** Returns a hash of the caches' names, so that Flyway reports a migration that was changed later. */
    @Override
    public Integer getChecksum() {
        return migration.toString().hashCode();
    }

    @Override
    public void migrate(Context context) {
        org.cacheversions.migration.StopCacheVersioning inTable =
                (ifPresent() ? migration.ifPresent() : migration).inTable(table());
        (scopes() ? inTable.withScopes() : inTable).apply(context.getConnection());
    }
}
