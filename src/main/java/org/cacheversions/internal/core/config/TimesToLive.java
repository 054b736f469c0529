package org.cacheversions.internal.core.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long entries that depend on a cache live.
 *
 * @param byCache the times under names of caches
 * @param byVariable the times under environment variables, which do not give the exact names
 */
public record TimesToLive(Map<String, Duration> byCache, Map<String, Duration> byVariable) {

    /** Returns {@code null} if none is configured. */
    @Nullable
    Duration of(String cache) {
        Duration exact = byCache.get(cache);
        return exact != null ? exact : byVariable.get(EnvironmentVariables.timeToLiveOf(cache));
    }
}
