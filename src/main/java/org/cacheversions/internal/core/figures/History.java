package org.cacheversions.internal.core.figures;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.versions.VersionSnapshot;

/**
 * The minutes of the last hour. No thread is needed for it: the first read of the versions in a minute records the
 * counters. Without a read nothing is counted either, so what is counted before the next read belongs to the minute of
 * the last one. Thread-safe.
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

    /** Records that one snapshot has followed another. */
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

    /** Stays in the latest minute if the clock was set back. */
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

    /** Returns the minutes since this node has started, of the last hour at most, counted for some of the methods. */
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

    /** The counters of each method at the start of a minute, by index, and the invalidations within it. */
    private static final class Start {

        private static final long[] ZERO = new long[3];

        private final long minute;
        private final List<long[]> counters;
        private final SortedMap<String, Long> invalidated = new TreeMap<>();

        Start(long minute, List<CachedMethod> methods) {
            this.minute = minute;
            this.counters = methods.stream()
                    .map(CachedMethod::statistics)
                    .map(counted -> new long[] {counted.hits(), counted.misses(), counted.loads()})
                    .toList();
        }

        Minute until(
                Start next, List<CachedMethod> methods, Predicate<CachedMethod> counted, Predicate<String> marked) {
            long[] sums = new long[3];
            for (CachedMethod method : methods) {
                if (counted.test(method)) {
                    Arrays.setAll(sums, i -> sums[i] + next.of(method)[i] - of(method)[i]);
                }
            }
            SortedMap<String, Long> marks = new TreeMap<>(invalidated);
            marks.keySet().removeIf(marked.negate());
            return new Minute(instant(minute), sums[0], sums[1], sums[2], marks);
        }

        /** Returns zeros for a method that was registered later. */
        private long[] of(CachedMethod method) {
            return method.index() < counters.size() ? counters.get(method.index()) : ZERO;
        }
    }
}
