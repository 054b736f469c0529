package org.cacheversions.example.migration;

import org.cacheversions.migration.flyway.StartCacheVersioning;

/** A later cache is started by a migration of its own. */
public class V2__Start_caches extends StartCacheVersioning {
    public V2__Start_caches() {
        super("bans", "categories", "permissions", "settings", "threads");
    }

    /** Bans are invalidated for one user, and threads for one category. */
    @Override
    protected boolean scopes() {
        return true;
    }
}
