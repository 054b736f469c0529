package db.migration;

import org.cacheversions.migration.flyway.StartCacheVersioning;

public class V7__Start_bans extends StartCacheVersioning {
    public V7__Start_bans() {
        super("bans");
    }
}
