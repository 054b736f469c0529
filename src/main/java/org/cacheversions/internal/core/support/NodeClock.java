package org.cacheversions.internal.core.support;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The two clocks of a node, and waiting by them: a boundary, so that tests need not wait. */
public interface NodeClock {

    /** Nanoseconds of a clock that is never set, but may stand still while the machine is suspended. */
    long nanoTime();

    /** Milliseconds of the clock on the wall, which may be set, but does not stand still. */
    long wallMillis();

    /**
     * Waits until the latch is open, or until the first clock shows this time. An interrupt does not end it, and is
     * kept.
     */
    void await(CountDownLatch latch, long time);

    /** Waits until the first clock shows this time. An interrupt does not end it, and is kept. */
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
