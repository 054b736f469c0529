package org.cacheversions.spi;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of a region, from which a {@link CacheStore} opens it. Immutable and thread-safe.
 *
 * @param id the cached method with its parameter types, as in {@code org.example.BanService.findBan(long)}, or the
 *     names of an injected cache, as in {@code Cache[bans](org.example.Ban)}; the same on every node
 * @param labels the rows that all entries of the region depend on, sorted by the name of the cache
 * @param type the type of the values with its type arguments: the return type of the method, of a
 *     {@code CompletionStage} the type of its value, or {@code Object} for an injected cache without a type
 * @param timeToLive how long to keep an entry at most, including the time for which it may be served stale, or
 *     {@code null} for no limit
 */
public record RegionSpec(
        String id,
        List<VersionRow> labels,
        Type type,
        @Nullable Duration timeToLive) {}
