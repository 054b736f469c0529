package org.cacheversions.internal.jcache;

import javax.cache.Cache;
import org.cacheversions.internal.remote.SharedMap;
import org.jspecify.annotations.Nullable;

/** A cache of a provider as a map. Thread-safe. */
final class CacheMap implements SharedMap {

    private final Cache<Object, Object> cache;
    private final Runnable closing;

    CacheMap(Cache<Object, Object> cache, Runnable closing) {
        this.cache = cache;
        this.closing = closing;
    }

    @Override
    public byte @Nullable [] get(String key) {
        return cache.get(key) instanceof byte[] bytes ? bytes : null;
    }

    @Override
    public void put(String key, byte[] value) {
        cache.put(key, value);
    }

    @Override
    public void remove(String key) {
        cache.remove(key);
    }

    @Override
    public void close() {
        closing.run();
    }
}
