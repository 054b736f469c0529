package org.cacheversions.internal.core.figures;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * What was counted in one minute.
 *
 * @param start when it began
 * @param hits how often an entry was found
 * @param misses how often none was
 * @param loads how many loads have ended
 * @param invalidated how often each cache was invalidated, by any node, as far as this one has noticed
 */
public record Minute(Instant start, long hits, long misses, long loads, SortedMap<String, Long> invalidated) {

    /** Answers the part of the look-ups that found an entry, from 0 to 1. */
    public OptionalDouble hitRatio() {
        return CacheStats.ratio(hits, misses);
    }
}
