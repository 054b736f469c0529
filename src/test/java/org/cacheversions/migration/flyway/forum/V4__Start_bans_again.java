package org.cacheversions.migration.flyway.forum;

import org.cacheversions.migration.flyway.StartCacheVersioning;

public class V4__Start_bans_again extends StartCacheVersioning {
    public V4__Start_bans_again() {
        super("bans");
    }
}
