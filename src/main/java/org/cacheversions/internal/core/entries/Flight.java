package org.cacheversions.internal.core.entries;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/** A load that others may wait for. */
public final class Flight {

    private final Thread owner = Thread.currentThread();
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile @Nullable CachedValue result;
    private volatile @Nullable CachedValue stale;

    Thread owner() {
        return owner;
    }

    /** Ends the load; without a result, those who wait try for themselves. */
    public void land(@Nullable CachedValue shared) {
        if (shared != null) {
            result = shared;
        }
        landed.countDown();
    }

    /** Ends the load, which has failed: those who wait are served what has passed. */
    public void landStale(CachedValue passed) {
        stale = passed;
        landed.countDown();
    }

    @Nullable
    public CachedValue stale() {
        return stale;
    }

    boolean await(long nanos) throws InterruptedException {
        return landed.await(nanos, TimeUnit.NANOSECONDS);
    }

    @Nullable
    public CachedValue result() {
        return result;
    }
}
