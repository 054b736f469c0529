package org.cacheversions.internal.core.figures;

import java.util.Collection;
import java.util.Collections;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.cacheversions.internal.core.entries.LoadTimes;
import org.cacheversions.internal.core.entries.Statistics;
import org.cacheversions.spi.MissReason;

/**
 * The statistics of one or more methods on this node since the application was deployed.
 *
 * @param entries the approximate number of entries that this node holds
 * @param hits how many lookups found an entry
 * @param misses how many lookups found none
 * @param reasons why, for each reason with at least one miss
 * @param bypasses how many calls bypassed the store
 * @param failures how many loads ended with an exception
 * @param savedNanos how long the hits would have taken if each had been a load of average duration
 * @param lostNanos how long all loads have taken, including those of bypasses and those that failed
 * @param times the durations of the loads that returned normally
 */
public record CacheStats(
        long entries,
        long hits,
        long misses,
        SortedMap<MissReason, Long> reasons,
        long bypasses,
        long failures,
        long savedNanos,
        long lostNanos,
        LoadTimes times) {

    private static final double ALMOST_ALL = 0.99;

    static CacheStats of(Statistics counted, long entries) {
        LoadTimes times = counted.times();
        long hits = counted.hits();
        return new CacheStats(
                entries,
                hits,
                counted.misses(),
                reasons(counted::misses),
                counted.bypasses(),
                counted.failures(),
                hits * times.mean(),
                counted.loadNanos(),
                times);
    }

    static CacheStats sum(Collection<CacheStats> all) {
        LoadTimes times = new LoadTimes();
        all.forEach(one -> times.add(one.times));
        return new CacheStats(
                all.stream().mapToLong(CacheStats::entries).sum(),
                all.stream().mapToLong(CacheStats::hits).sum(),
                all.stream().mapToLong(CacheStats::misses).sum(),
                reasons(reason -> all.stream()
                        .mapToLong(one -> one.reasons.getOrDefault(reason, 0L))
                        .sum()),
                all.stream().mapToLong(CacheStats::bypasses).sum(),
                all.stream().mapToLong(CacheStats::failures).sum(),
                all.stream().mapToLong(CacheStats::savedNanos).sum(),
                all.stream().mapToLong(CacheStats::lostNanos).sum(),
                times);
    }

    private static SortedMap<MissReason, Long> reasons(ToLongFunction<MissReason> counter) {
        SortedMap<MissReason, Long> reasons = new TreeMap<>();
        for (MissReason reason : MissReason.values()) {
            long misses = counter.applyAsLong(reason);
            if (misses > 0) {
                reasons.put(reason, misses);
            }
        }
        return Collections.unmodifiableSortedMap(reasons);
    }

    /** Returns how many loads have ended, normally or with an exception. */
    public long loads() {
        return times.count() + failures;
    }

    /** Returns the fraction of the lookups that found an entry. */
    public OptionalDouble hitRatio() {
        return ratio(hits, misses);
    }

    static OptionalDouble ratio(long hits, long misses) {
        return hits + misses == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / (hits + misses));
    }

    /** Returns the 99th percentile of the durations of loads in nanoseconds, or 0 if there was no load. */
    public long p99Nanos() {
        return times.quantile(ALMOST_ALL);
    }
}
