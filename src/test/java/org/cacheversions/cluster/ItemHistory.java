package org.cacheversions.cluster;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The known writes of one item. Thread-safe. */
final class ItemHistory {

    /** More than the writes of one item in any run. */
    static final int CAPACITY = 1 << 17;

    private final AtomicLong floor = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final AtomicLongArray stamps = new AtomicLongArray(CAPACITY);
    private final AtomicLongArray known = new AtomicLongArray(CAPACITY);
    private final AtomicLongArray missed = new AtomicLongArray(CAPACITY);
    private final AtomicReferenceArray<String> sources = new AtomicReferenceArray<>(CAPACITY);

    /** Returns the highest counter known to be committed. */
    long floor() {
        return floor.get();
    }

    /** Returns the highest counter whose writer has returned. */
    long told() {
        return told.get();
    }

    /** Records that the writer of this counter has returned. */
    void toldWriter(long counter) {
        told.accumulateAndGet(counter, Math::max);
    }

    /** Records the stamp of this counter, and returns whether it matches all earlier ones. */
    boolean agrees(long counter, long stamp) {
        if (counter < 0 || counter >= CAPACITY) {
            return false;
        }
        return stamps.compareAndSet((int) counter, 0, stamp + 1) || stamps.get((int) counter) == stamp + 1;
    }

    /** Returns the stamp that this counter was seen with, or -1. */
    long stamp(int counter) {
        return stamps.get(counter) - 1;
    }

    /** Records that this counter is committed. */
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

    /** Returns when this counter was first known to be committed. */
    long known(long counter) {
        return known.get((int) counter);
    }

    String source(long counter) {
        return sources.get((int) counter);
    }

    /** Records that a request started at this time did not see the commits after this counter. */
    void missedAfter(long counter, long floorThen, long started) {
        for (long each = counter + 1; each <= floorThen; each++) {
            missed.accumulateAndGet((int) each, started - known((int) each), Math::max);
        }
    }

    /** Returns the nanoseconds from the commit of this counter to the last request that did not see it. */
    long missed(int counter) {
        return missed.get(counter);
    }
}
