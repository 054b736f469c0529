package org.cacheversions.internal.core.figures;

import java.util.Collection;
import java.util.OptionalDouble;
import org.cacheversions.internal.core.entries.LoadTimes;
import org.cacheversions.internal.core.entries.Statistics;

/**
 * What was counted of methods on this node since the application was deployed.
 *
 * @param entries about how many entries this node holds
 * @param hits how often an entry was found
 * @param misses how often none was
 * @param bypasses how often the store was passed by
 * @param failures how many loads have thrown
 * @param savedNanos what the hits would have taken had each been a load of average length
 * @param times how long those loads took that have returned
 */
public record CacheStats(
        long entries, long hits, long misses, long bypasses, long failures, long savedNanos, LoadTimes times) {

    private static final double ALMOST_ALL = 0.99;

    /** Returns what was counted of one method. */
    static CacheStats of(Statistics counted, long entries) {
        LoadTimes times = counted.times();
        long hits = counted.hits();
        return new CacheStats(
                entries, hits, counted.misses(), counted.bypasses(), counted.failures(), hits * times.mean(), times);
    }

    static CacheStats sum(Collection<CacheStats> all) {
        LoadTimes times = new LoadTimes();
        all.forEach(one -> times.add(one.times));
        return new CacheStats(
                all.stream().mapToLong(CacheStats::entries).sum(),
                all.stream().mapToLong(CacheStats::hits).sum(),
                all.stream().mapToLong(CacheStats::misses).sum(),
                all.stream().mapToLong(CacheStats::bypasses).sum(),
                all.stream().mapToLong(CacheStats::failures).sum(),
                all.stream().mapToLong(CacheStats::savedNanos).sum(),
                times);
    }

    /** Answers how many loads have ended, by a value or by an exception. */
    public long loads() {
        return times.count() + failures;
    }

    /** Answers the part of the look-ups that found an entry, from 0 to 1. */
    public OptionalDouble hitRatio() {
        return ratio(hits, misses);
    }

    static OptionalDouble ratio(long hits, long misses) {
        return hits + misses == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / (hits + misses));
    }

    /** Answers the time in nanoseconds that 99 of 100 loads did not exceed; 0 if there was none. */
    public long p99Nanos() {
        return times.quantile(ALMOST_ALL);
    }
}
