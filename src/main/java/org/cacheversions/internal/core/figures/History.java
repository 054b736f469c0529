package org.cacheversions.internal.core.figures;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Statistics;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.versions.VersionSnapshot;

/**
 * The minutes of the last hour. No thread keeps it: the first read of the versions in a minute notes where the counters
 * stand. Without a read nothing is counted either, so that what they grow until the next one is of the minute before.
 * Safe for use by many threads.
 */
public final class History {

    static final int MINUTES = 60;

    private static final long MILLIS = 60_000;

    private final NodeClock clock;
    private final Supplier<List<CachedMethod>> methods;
    private final Deque<Start> starts = new ArrayDeque<>();

    private volatile long current = Long.MIN_VALUE;

    public History(NodeClock clock, Supplier<List<CachedMethod>> methods) {
        this.clock = clock;
        this.methods = methods;
    }

    /** Takes note that one snapshot has followed another. */
    public void read(VersionSnapshot before, VersionSnapshot after) {
        long minute = clock.wallMillis() / MILLIS;
        if (minute == current && before == after) {
            return;
        }
        synchronized (starts) {
            Start start = advance(minute);
            after.invalidationsSince(before)
                    .forEach((cache, times) -> start.invalidated.merge(cache, times, Long::sum));
        }
    }

    /** A clock that was put back goes on in the minute that was begun last. */
    private Start advance(long minute) {
        Start last = starts.peekLast();
        if (last != null && last.minute >= minute) {
            return last;
        }
        Start next = new Start(minute, methods.get());
        starts.addLast(next);
        while (starts.getFirst().minute <= minute - MINUTES) {
            starts.removeFirst();
        }
        current = minute;
        return next;
    }

    /** Answers the minutes since this node has started, the last hour at most, counted for some of the plans. */
    List<Minute> minutes(Predicate<CachedMethod> counted, Predicate<String> marked) {
        List<CachedMethod> known = List.copyOf(methods.get());
        List<Minute> minutes = new ArrayList<>(MINUTES);
        synchronized (starts) {
            Start last = advance(clock.wallMillis() / MILLIS);
            Start end = new Start(last.minute + 1, known);
            Iterator<Start> rest = starts.iterator();
            Start start = rest.next();
            for (long minute = start.minute; minute <= last.minute; minute++) {
                if (minute == start.minute) {
                    Start next = rest.hasNext() ? rest.next() : end;
                    minutes.add(start.until(next, known, counted, marked));
                    start = next;
                } else {
                    minutes.add(new Minute(instant(minute), 0, 0, 0, new TreeMap<>()));
                }
            }
        }
        return minutes;
    }

    private static Instant instant(long minute) {
        return Instant.ofEpochMilli(minute * MILLIS);
    }

    /** Where the counters stood when a minute began, by the index of the plan. */
    private static final class Start {

        private final long minute;
        private final long[] hits;
        private final long[] misses;
        private final long[] loads;
        private final SortedMap<String, Long> invalidated = new TreeMap<>();

        Start(long minute, List<CachedMethod> methods) {
            this.minute = minute;
            this.hits = counters(methods, Statistics::hits);
            this.misses = counters(methods, Statistics::misses);
            this.loads = counters(methods, Statistics::loads);
        }

        private static long[] counters(List<CachedMethod> methods, ToLongFunction<Statistics> counter) {
            return methods.stream()
                    .mapToLong(method -> counter.applyAsLong(method.statistics()))
                    .toArray();
        }

        Minute until(
                Start next, List<CachedMethod> methods, Predicate<CachedMethod> counted, Predicate<String> marked) {
            long[] sums = new long[3];
            for (CachedMethod method : methods) {
                if (counted.test(method)) {
                    sums[0] += at(next.hits, method) - at(hits, method);
                    sums[1] += at(next.misses, method) - at(misses, method);
                    sums[2] += at(next.loads, method) - at(loads, method);
                }
            }
            SortedMap<String, Long> marks = new TreeMap<>(invalidated);
            marks.keySet().removeIf(marked.negate());
            return new Minute(instant(minute), sums[0], sums[1], sums[2], marks);
        }

        /** A plan that was registered later stood at nothing. */
        private static long at(long[] counters, CachedMethod method) {
            return method.index() < counters.length ? counters[method.index()] : 0;
        }
    }
}
