package org.cacheversions.internal.core.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How entries are kept in a cache of another product.
 *
 * @param provider {@value Configuration#JCACHE_PROVIDER}: the class of the provider, {@code null} for the only one
 * @param uri {@value Configuration#JCACHE_URI}: where its configuration is, {@code null} for its default
 * @param jndi {@value Configuration#JCACHE_JNDI}: the name of a cache that the server has, {@code null} for none
 * @param cache {@value Configuration#JCACHE_CACHE}: the name of the cache
 * @param timeToLive {@value Configuration#JCACHE_TTL}: how long entries live in a cache that the library has made
 * @param maxValue {@value Configuration#JCACHE_MAX_VALUE}: the length in bytes above which a value is not stored
 * @param compressAbove {@value Configuration#JCACHE_COMPRESS_ABOVE}: the length in bytes above which it is compressed
 */
public record JCacheSettings(
        @Nullable String provider,
        @Nullable URI uri,
        @Nullable String jndi,
        String cache,
        Duration timeToLive,
        int maxValue,
        int compressAbove) {}
