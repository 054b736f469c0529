package org.cacheversions.migration.flyway;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Starts caches in a Flyway migration. Its version and description are the name of your class.
 *
 * <pre>{@code
 * public class V7__Start_bans extends StartCacheVersioning {
 *     public V7__Start_bans() {
 *         super("bans");
 *     }
 * }
 * }</pre>
 *
 * <p>To undo it, add a later migration that extends {@link StopCacheVersioning}. See
 * {@link org.cacheversions.migration.StartCacheVersioning}.
 */
public abstract class StartCacheVersioning extends BaseJavaMigration {

    private final org.cacheversions.migration.StartCacheVersioning migration;

    /** Names the caches to start. */
    protected StartCacheVersioning(String... caches) {
        this.migration = new org.cacheversions.migration.StartCacheVersioning(caches);
    }

    /** Returns whether to ignore caches that are already started; by default the migration fails then. */
    protected boolean ifAbsent() {
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
        org.cacheversions.migration.StartCacheVersioning inTable =
                (ifAbsent() ? migration.ifAbsent() : migration).inTable(table());
        (scopes() ? inTable.withScopes() : inTable).apply(context.getConnection());
    }
}
