package org.cacheversions.migration.flyway.forum;

import org.cacheversions.migration.flyway.StopCacheVersioning;

public class V3__Stop_bans extends StopCacheVersioning {
    public V3__Stop_bans() {
        super("bans");
    }
}
