package org.cacheversions.internal.core.support;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The two clocks of a node. An interface, so that tests need not wait. Thread-safe. */
public interface NodeClock {

    /** Returns the nanoseconds of the monotonic clock, which may stand still while the machine is suspended. */
    long nanoTime();

    /** Returns the milliseconds of the wall clock, which may be set, but never stands still. */
    long wallMillis();

    /**
     * Waits until the latch is open or the monotonic clock shows this time. An interrupt does not end the wait; the
     * thread is interrupted again afterwards.
     */
    void await(CountDownLatch latch, long time);

    /** Waits, like {@link #await}, until the monotonic clock shows this time. */
    default void awaitNanoTime(long time) {
        await(new CountDownLatch(1), time);
    }

    /** The clocks of this machine. */
    NodeClock SYSTEM = new NodeClock() {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public void await(CountDownLatch latch, long time) {
            boolean interrupted = false;
            boolean open = false;
            for (long left = time - nanoTime(); left > 0 && !open; left = time - nanoTime()) {
                try {
                    open = latch.await(left, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    };
}
