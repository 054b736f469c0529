package org.cacheversions.internal.core;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.cacheversions.internal.core.support.NodeClock;

/** Clocks that the test sets. Waiting advances them at once. */
public final class FakeClock implements NodeClock {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // may wrap around
    private final AtomicLong millis = new AtomicLong(1_000_000);
    private static final Duration STEP = Duration.ofMillis(2);

    /** Runs while a thread waits. */
    public Runnable whileWaiting = () -> {};

    public final AtomicLong waitedNanos = new AtomicLong();

    private volatile Runnable afterLook = () -> {};

    /** Runs an action when a thread next reads the monotonic clock. */
    public void onceAfterALook(Runnable action) {
        afterLook = () -> {
            afterLook = () -> {};
            action.run();
        };
    }

    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
        millis.addAndGet(time.toMillis());
    }

    /** Advances only the wall clock, as after a suspension or when the clock is set. */
    public void advanceWall(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    @Override
    public long nanoTime() {
        long now = nanos.get();
        afterLook.run();
        return now;
    }

    @Override
    public long wallMillis() {
        return millis.get();
    }

    @Override
    public void await(CountDownLatch latch, long time) {
        long began = nanos.get();
        for (int pass = 0; pass < 1_000 && latch.getCount() > 0 && time - nanos.get() > 0; pass++) {
            advance(STEP);
            whileWaiting.run();
        }
        long left = time - nanos.get();
        if (latch.getCount() > 0 && left > 0) {
            advance(Duration.ofNanos(left));
        }
        waitedNanos.addAndGet(nanos.get() - began);
    }
}
