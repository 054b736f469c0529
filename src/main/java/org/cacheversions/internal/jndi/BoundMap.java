package org.cacheversions.internal.jndi;

import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.cacheversions.internal.remote.SharedMap;
import org.jspecify.annotations.Nullable;

/** A map that a server has bound in JNDI, such as a cache of WildFly's Infinispan. Safe for use by many threads. */
public final class BoundMap implements SharedMap {

    private final Map<Object, Object> map;

    private BoundMap(Map<Object, Object> map) {
        this.map = map;
    }

    /** Answers what was bound as a map, or {@code null} if it is none that many threads may use. */
    @SuppressWarnings("unchecked") // what is neither text nor bytes is not taken for an entry
    public static @Nullable BoundMap of(Object bound) {
        return bound instanceof ConcurrentMap<?, ?> map ? new BoundMap((Map<Object, Object>) map) : null;
    }

    @Override
    public byte @Nullable [] get(String key) {
        return map.get(key) instanceof byte[] bytes ? bytes : null;
    }

    @Override
    public void put(String key, byte[] value) {
        map.put(key, value);
    }

    /** The server closes it. */
    @Override
    public void close() {}
}
