package org.cacheversions;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The programmatic form of {@link VersionedCache}: entries under keys of the caller's own, which depend on the caches
 * named at the injection point.
 *
 * <pre>{@code
 * @Inject @CacheName("settings")
 * Cache settings;
 *
 * Theme theme = settings.get("theme", () -> loadTheme());
 * }</pre>
 *
 * <p>Injection points that name the same caches share their entries. Keys are compared by {@code equals}, arrays by
 * content; values are shared between threads. Safe for use by many threads.
 */
public interface Cache {

    /**
     * Answers the entry of this key, or computes it with the loader and stores it, under the rules of
     * {@link VersionedCache}: bypassed after an invalidation by the same request, deferred inside a transaction.
     *
     * @throws UnknownCacheException if no row of {@code cache_version} has one of the names
     */
    <V extends @Nullable Object> V get(Object key, Supplier<V> loader);

    /**
     * Answers the entry of this key if there is one whose value has this type. An entry that holds {@code null}
     * counts as none.
     *
     * @throws UnknownCacheException if no row of {@code cache_version} has one of the names
     */
    <V> Optional<V> getIfPresent(Object key, Class<V> type);

    /**
     * Stores a value that was computed within the current request; in a transaction, after its commit.
     *
     * <p>Does nothing outside of a request that a {@code CacheVersionsFilter} has pinned versions to: the library
     * could not know whether the value was computed before or after the versions were read, and would risk filing old
     * data under a new version. Use {@link #get} there.
     *
     * @throws UnknownCacheException if no row of {@code cache_version} has one of the names
     */
    void put(Object key, @Nullable Object value);
}
