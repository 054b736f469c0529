package org.cacheversions.internal.cdi;

import java.util.Optional;
import java.util.function.Supplier;
import org.cacheversions.Cache;
import org.cacheversions.internal.core.call.CachedCall;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * An injected cache. Thread-safe.
 *
 * @param calls looks up and stores entries
 * @param method the options of the entries and the caches that they depend on
 * @param enabled whether caching is enabled
 */
record InjectedCache(CachedCall calls, CachedMethod method, boolean enabled) implements Cache {

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the entry is what a loader of this key returned
    public <V extends @Nullable Object> V get(Object key, Supplier<V> loader) {
        if (!enabled) {
            return loader.get();
        }
        try {
            return (V) calls.call(method, EntryKey.of(key), loader::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the loader threw a checked exception", e);
        }
    }

    @Override
    public <V> Optional<V> getIfPresent(Object key, Class<V> type) {
        CachedValue found = enabled ? calls.find(method, EntryKey.of(key)) : null;
        return found != null && type.isInstance(found.value())
                ? Optional.of(type.cast(found.value()))
                : Optional.empty();
    }

    @Override
    public void put(Object key, @Nullable Object value) {
        if (enabled) {
            calls.put(method, EntryKey.of(key), value);
        }
    }
}
