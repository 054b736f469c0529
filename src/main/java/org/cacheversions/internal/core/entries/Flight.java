package org.cacheversions.internal.core.entries;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/** A load in progress that other threads may wait for. Thread-safe. */
public final class Flight {

    private final Thread owner = Thread.currentThread();
    private final CountDownLatch landed = new CountDownLatch(1);
    private volatile @Nullable CachedValue result;
    private volatile @Nullable CachedValue stale;

    Thread owner() {
        return owner;
    }

    /** Ends the load. Without a result, each waiting thread tries again itself. */
    public void land(@Nullable CachedValue shared) {
        if (shared != null) {
            result = shared;
        }
        landed.countDown();
    }

    /** Ends a load that failed: the waiting threads are served this stale value. */
    public void landStale(CachedValue value) {
        stale = value;
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
