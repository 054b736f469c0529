package org.cacheversions.internal.core;

import java.util.concurrent.locks.LockSupport;

/** The two clocks of a node, and waiting by them: a boundary, so that tests need not wait. */
public interface NodeClock {

    /** Nanoseconds of a clock that is never set, but may stand still while the machine is suspended. */
    long nanoTime();

    /** Milliseconds of the clock on the wall, which may be set, but does not stand still. */
    long wallMillis();

    /** Waits until the first clock shows this time. An interrupt does not end it, and is kept. */
    void awaitNanoTime(long time);

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
        public void awaitNanoTime(long time) {
            boolean interrupted = false;
            for (long left = time - nanoTime(); left > 0; left = time - nanoTime()) {
                LockSupport.parkNanos(this, left);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    };
}
