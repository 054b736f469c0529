package org.cacheversions.internal.core;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/** A load that others may wait for. */
final class Flight {

    private final Thread owner = Thread.currentThread();
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile @Nullable CachedValue result;
    private volatile @Nullable CachedValue stale;

    Thread owner() {
        return owner;
    }

    /** Ends the load; without a result, those who wait try for themselves. */
    void land(@Nullable CachedValue shared) {
        if (shared != null) {
            result = shared;
        }
        landed.countDown();
    }

    /** Ends the load, which has failed: those who wait are served what has passed. */
    void landStale(CachedValue passed) {
        stale = passed;
        landed.countDown();
    }

    @Nullable
    CachedValue stale() {
        return stale;
    }

    boolean await(long nanos) throws InterruptedException {
        return landed.await(nanos, TimeUnit.NANOSECONDS);
    }

    @Nullable
    CachedValue result() {
        return result;
    }
}
