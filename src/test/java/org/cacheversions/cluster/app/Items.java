package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.cacheversions.CacheKey;
import org.cacheversions.CacheScope;
import org.cacheversions.VersionedCache;

/** Items, each cached under the cache of its group; two of the groups have scopes. */
@ApplicationScoped
public class Items {

    @Inject
    Rows rows;

    @VersionedCache(Group.RED_CACHE)
    public String red(int item) {
        return rows.read(item);
    }

    @VersionedCache(Group.GREEN_CACHE)
    public String green(@CacheScope int item) {
        return rows.read(item);
    }

    /** The caller is not part of the key. */
    @VersionedCache(Group.BLUE_CACHE)
    public String blue(@CacheKey @CacheScope int item, String caller) {
        return rows.read(item);
    }
}
