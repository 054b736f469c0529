package org.cacheversions.internal.core.figures;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * The statistics of one minute.
 *
 * @param start when it began
 * @param hits how many lookups found an entry
 * @param misses how many lookups found none
 * @param loads how many loads have ended
 * @param invalidated how many invalidations of each cache, by any node, this node has noticed
 */
public record Minute(Instant start, long hits, long misses, long loads, SortedMap<String, Long> invalidated) {

    /** Returns the fraction of the lookups that found an entry. */
    public OptionalDouble hitRatio() {
        return CacheStats.ratio(hits, misses);
    }
}
