package org.cacheversions.internal.core;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that a test sets. Waiting makes them go on at once. */
final class FakeClock implements NodeClock {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // it may wrap round
    private final AtomicLong millis = new AtomicLong(1_000_000);
    final AtomicLong waitedNanos = new AtomicLong();

    private volatile Runnable afterLook = () -> {};

    /** Has the next thread that looks at the first clock run this before it goes on. */
    void onceAfterALook(Runnable action) {
        afterLook = () -> {
            afterLook = () -> {};
            action.run();
        };
    }

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
        millis.addAndGet(time.toMillis());
    }

    /** As when the machine was suspended, or the clock on the wall was set. */
    void advanceWall(Duration time) {
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
    public void awaitNanoTime(long time) {
        long left = time - nanos.get();
        waitedNanos.addAndGet(left);
        advance(Duration.ofNanos(left));
    }
}
