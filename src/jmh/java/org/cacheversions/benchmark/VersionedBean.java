package org.cacheversions.benchmark;

import jakarta.enterprise.context.ApplicationScoped;
import org.cacheversions.CacheScope;
import org.cacheversions.VersionedCache;

/** Cached by this library. */
@ApplicationScoped
public class VersionedBean {

    @VersionedCache("first")
    public Object one(long id) {
        return Names.of(id);
    }

    @VersionedCache("first")
    public Object scoped(@CacheScope long id) {
        return Names.of(id);
    }

    @VersionedCache("first")
    public Object three(long id, String language, int page) {
        return Names.of(id);
    }

    @VersionedCache({"first", "second", "third"})
    public Object oneOfThree(long id) {
        return Names.of(id);
    }
}
