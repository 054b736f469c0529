package org.cacheversions.internal.core.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How entries are stored in a cache of another product.
 *
 * @param provider the class of the provider, {@code null} for the only one
 * @param uri the location of the provider's configuration, {@code null} for its default
 * @param jndi the JNDI name of a cache of the server, {@code null} for none
 * @param cache the name of the cache
 * @param timeToLive how long entries live in a cache that the library creates
 * @param maxValue the length in bytes above which a value is not stored
 * @param compressAbove the length in bytes above which a value is compressed
 * @param secrets what entries are authenticated with, the first by this node; empty if they are not
 */
public record JCacheSettings(
        @Nullable String provider,
        @Nullable URI uri,
        @Nullable String jndi,
        String cache,
        Duration timeToLive,
        int maxValue,
        int compressAbove,
        List<Secret> secrets) {}
