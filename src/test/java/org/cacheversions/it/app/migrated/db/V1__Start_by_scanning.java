package org.cacheversions.it.app.migrated.db;

import org.cacheversions.migration.flyway.StartCacheVersioning;

/** Found by Flyway in the war. */
public class V1__Start_by_scanning extends StartCacheVersioning {
    public V1__Start_by_scanning() {
        super("migrated-by-scanning");
    }
}
