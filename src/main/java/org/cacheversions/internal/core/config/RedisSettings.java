package org.cacheversions.internal.core.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of entries in Redis.
 *
 * @param namespace {@value Configuration#REDIS_NAMESPACE}: the prefix of all keys
 * @param timeToLive {@value Configuration#REDIS_TTL}: the longest time that an entry lives
 * @param timeout {@value Configuration#REDIS_TIMEOUT}: how long to wait for a reply
 * @param maxValue {@value Configuration#REDIS_MAX_VALUE}: the length in bytes above which a value is not stored
 * @param compressAbove {@value Configuration#REDIS_COMPRESS_ABOVE}: the length in bytes above which a value is compressed
 * @param lease {@value Configuration#REDIS_LEASE}: how long one node may keep the others from loading the same
 *     entry, {@code null} for never
 */
public record RedisSettings(
        String namespace,
        Duration timeToLive,
        Duration timeout,
        int maxValue,
        int compressAbove,
        @Nullable Duration lease) {}
