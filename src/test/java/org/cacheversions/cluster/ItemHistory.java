package org.cacheversions.cluster;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What is known of the writes of one item. Safe for use by many threads. */
final class ItemHistory {

    /** More writes of one item than any run makes. */
    static final int CAPACITY = 1 << 17;

    private final AtomicLong floor = new AtomicLong();
    private final AtomicLongArray stamps = new AtomicLongArray(CAPACITY);
    private final AtomicLongArray known = new AtomicLongArray(CAPACITY);
    private final AtomicLongArray missed = new AtomicLongArray(CAPACITY);
    private final AtomicReferenceArray<String> sources = new AtomicReferenceArray<>(CAPACITY);

    /** The highest counter that is known to be committed. */
    long floor() {
        return floor.get();
    }

    /** Notes whose write this counter is, and answers whether nobody was told otherwise. */
    boolean agrees(long counter, long stamp) {
        if (counter < 0 || counter >= CAPACITY) {
            return false;
        }
        return stamps.compareAndSet((int) counter, 0, stamp + 1) || stamps.get((int) counter) == stamp + 1;
    }

    /** Answers the stamp that this counter was seen with, or -1. */
    long stamp(int counter) {
        return stamps.get(counter) - 1;
    }

    /** Says that this counter is committed by now. */
    void committed(long counter, String source) {
        long highest = floor.get();
        if (counter <= highest || counter >= CAPACITY) {
            return;
        }
        long now = System.nanoTime();
        for (int each = (int) counter; each > highest; each--) {
            if (known.compareAndSet(each, 0, now)) {
                sources.set(each, source);
            }
        }
        floor.accumulateAndGet(counter, Math::max);
    }

    /** Answers the time at which this counter was known to be committed. */
    long known(long counter) {
        return known.get((int) counter);
    }

    String source(long counter) {
        return sources.get((int) counter);
    }

    /** Says that a request that started at this time was not shown what comes after this counter. */
    void missedAfter(long counter, long floorThen, long started) {
        for (long each = counter + 1; each <= floorThen; each++) {
            missed.accumulateAndGet((int) each, started - known((int) each), Math::max);
        }
    }

    /** Answers the nanoseconds from the commit of this counter to the last request that was not shown it. */
    long missed(int counter) {
        return missed.get(counter);
    }
}
