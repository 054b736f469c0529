package org.cacheversions.migration.flyway.forum;

import org.cacheversions.migration.flyway.StartCacheVersioning;

public class V2__Start_bans extends StartCacheVersioning {
    public V2__Start_bans() {
        super("bans");
    }
}
