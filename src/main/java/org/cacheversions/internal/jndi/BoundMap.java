package org.cacheversions.internal.jndi;

import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import org.cacheversions.internal.remote.SharedMap;
import org.jspecify.annotations.Nullable;

/** A map that a server has bound in JNDI, such as an Infinispan cache of WildFly. Thread-safe. */
public final class BoundMap implements SharedMap {

    private final Map<Object, Object> map;

    private BoundMap(Map<Object, Object> map) {
        this.map = map;
    }

    /** Returns the bound object as a map, or {@code null} if it is not a concurrent map. */
    @SuppressWarnings("unchecked") // get ignores values that are not bytes
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

    @Override
    public void remove(String key) {
        map.remove(key);
    }

    /** Does nothing: the server closes the map. */
    @Override
    public void close() {}
}
