package org.cacheversions.internal.core.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How entries are stored in Redis.
 *
 * @param namespace the prefix of all keys
 * @param timeToLive the maximum lifetime of an entry
 * @param timeout how long to wait for a reply
 * @param maxValue the length in bytes above which a value is not stored
 * @param compressAbove the length in bytes above which a value is compressed
 * @param lease how long one node may keep the others from loading the same entry, {@code null} for never
 * @param secrets what entries are authenticated with, the first by this node; empty if they are not
 */
public record RedisSettings(
        String namespace,
        Duration timeToLive,
        Duration timeout,
        int maxValue,
        int compressAbove,
        @Nullable Duration lease,
        List<Secret> secrets) {}
