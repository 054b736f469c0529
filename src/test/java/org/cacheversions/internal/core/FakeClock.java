package org.cacheversions.internal.core;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.cacheversions.internal.core.support.NodeClock;

/** Clocks that a test sets. Waiting makes them go on at once. */
public final class FakeClock implements NodeClock {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it may wrap round
    private final AtomicLong millis = new AtomicLong(1_000_000);
    private static final Duration STEP = Duration.ofMillis(2);

    /** What others do while a thread waits. */
    public Runnable whileWaiting = () -> {};

    public final AtomicLong waitedNanos = new AtomicLong();

    private volatile Runnable afterLook = () -> {};

    /** Has the next thread that looks at the first clock run this before it goes on. */
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

    /** As when the machine was suspended, or the clock on the wall was set. */
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
