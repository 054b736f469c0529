package org.cacheversions.migration.flyway;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Starts caches by a migration of Flyway, whose version and description are in the name of your class.
 *
 * <pre>{@code
 * public class V7__Start_bans extends StartCacheVersioning {
 *     public V7__Start_bans() {
 *         super("bans");
 *     }
 * }
 * }</pre>
 *
 * <p>Its reverse is a later migration that extends {@link StopCacheVersioning}. See
 * {@link org.cacheversions.migration.StartCacheVersioning}.
 */
public abstract class StartCacheVersioning extends BaseJavaMigration {

    private final org.cacheversions.migration.StartCacheVersioning migration;

    /** Names the caches. */
    protected StartCacheVersioning(String... caches) {
        this.migration = new org.cacheversions.migration.StartCacheVersioning(caches);
    }

    /** Answers whether a cache that is started already is left alone; by default the migration fails then. */
    protected boolean ifAbsent() {
        return false;
    }

    /** Answers a number made of the caches' names, so that Flyway reports a migration that was changed later. */
    @Override
    public Integer getChecksum() {
        return migration.toString().hashCode();
    }

    @Override
    public void migrate(Context context) {
        (ifAbsent() ? migration.ifAbsent() : migration).apply(context.getConnection());
    }
}
