package org.cacheversions;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The versions of all caches as the current request sees them: one immutable snapshot, read by one SELECT that began
 * after the request arrived.
 *
 * <p>Inject it into any bean that is used within a request, take it from the request attribute
 * {@code cacheVersions} (also where the request scope is not active, as in some servers' asynchronous dispatches), or
 * name it in expression language as {@code #{cacheVersions}}.
 *
 * <pre>{@code
 * @Inject CacheVersions versions;
 *
 * byte[] page = memcached.get(versions.key("categories", groupId));
 * }</pre>
 *
 * <p>Every method throws {@link VersionsUnavailableException} when the versions could not be read.
 */
public interface CacheVersions {

    /**
     * Answers the version of a cache: 8 characters of {@code [A-Za-z0-9]}, to be compared only for equality.
     *
     * @throws UnknownCacheException if there is no such cache
     */
    String get(String cache);

    /** Tells whether there is such a cache. */
    boolean contains(@Nullable String cache);

    /** Answers all versions by the name of their cache; unmodifiable, sorted by name. */
    Map<String, String> asMap();

    /**
     * Makes a key for a cache of one's own. It starts with the cache's name and its label (revision and version), so
     * it changes with every invalidation; different parts never make equal keys unless their texts are equal.
     *
     * @throws UnknownCacheException if there is no such cache
     */
    String key(String cache, @Nullable Object... parts);
}
