package org.cacheversions.internal.core.entries;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * The times of the loads that returned: count, sum, and a histogram with four buckets per doubling, from a microsecond
 * to an hour. Recording takes two additions. Thread-safe.
 */
public final class LoadTimes {

    private static final int FIRST_EXPONENT = 10;
    private static final int LAST_EXPONENT = 41;
    private static final int PARTS_BITS = 2;
    private static final int PARTS = 1 << PARTS_BITS;
    private static final int BUCKETS = (LAST_EXPONENT - FIRST_EXPONENT + 1) * PARTS + 2;

    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);
    private final LongAdder nanos = new LongAdder();

    void record(long time) {
        nanos.add(time);
        buckets.incrementAndGet(bucketOf(time));
    }

    public void add(LoadTimes others) {
        nanos.add(others.nanos());
        for (int i = 0; i < BUCKETS; i++) {
            buckets.addAndGet(i, others.buckets.get(i));
        }
    }

    private static int bucketOf(long time) {
        if (time < 1L << FIRST_EXPONENT) {
            return 0;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(time);
        if (exponent > LAST_EXPONENT) {
            return BUCKETS - 1;
        }
        int part = (int) (time >>> (exponent - PARTS_BITS)) & (PARTS - 1);
        return (exponent - FIRST_EXPONENT) * PARTS + part + 1;
    }

    private static long endOf(int bucket) {
        if (bucket == 0) {
            return 1L << FIRST_EXPONENT;
        }
        int exponent = FIRST_EXPONENT + (bucket - 1) / PARTS;
        return (PARTS + (bucket - 1) % PARTS + 1L) << (exponent - PARTS_BITS);
    }

    public long count() {
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            count += buckets.get(i);
        }
        return count;
    }

    public long nanos() {
        return nanos.sum();
    }

    /** Returns the average in nanoseconds, or 0 without loads. */
    public long mean() {
        long count = count();
        return count == 0 ? 0 : nanos() / count;
    }

    /** Returns this quantile in nanoseconds, at most a quarter too high, or 0 without loads. */
    public long quantile(double part) {
        long rest = (long) Math.ceil(count() * part);
        for (int i = 0; i < BUCKETS && rest > 0; i++) {
            rest -= buckets.get(i);
            if (rest <= 0) {
                return endOf(i);
            }
        }
        return 0;
    }
}
