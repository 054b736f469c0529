package org.cacheversions.internal.core.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How entries are kept in Redis.
 *
 * @param namespace {@value Configuration#REDIS_NAMESPACE}: what every key of ours begins with
 * @param timeToLive {@value Configuration#REDIS_TTL}: how long an entry lives at most
 * @param timeout {@value Configuration#REDIS_TIMEOUT}: how long to wait for an answer
 * @param maxValue {@value Configuration#REDIS_MAX_VALUE}: the length in bytes above which a value is not stored
 * @param compressAbove {@value Configuration#REDIS_COMPRESS_ABOVE}: the length in bytes above which it is compressed
 * @param lease {@value Configuration#REDIS_LEASE}: how long one node may keep the others from computing the same
 *     entry, {@code null} if it may not
 */
public record RedisSettings(
        String namespace,
        Duration timeToLive,
        Duration timeout,
        int maxValue,
        int compressAbove,
        @Nullable Duration lease) {}
