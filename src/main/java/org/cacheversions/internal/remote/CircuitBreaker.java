package org.cacheversions.internal.remote;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps callers from what has just failed: for a while nobody tries, then one does, and the others follow if that
 * worked. So what hangs costs one timeout a while, not one a request. Safe for use by many threads.
 */
public final class CircuitBreaker {

    private final Duration pause;
    private final LongSupplier nanoTime;

    /** The time from which somebody may try again; 0 while all is well. */
    private final AtomicLong retryAt = new AtomicLong();

    /** Makes one that is closed. */
    public CircuitBreaker(Duration pause, LongSupplier nanoTime) {
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** Tells whether the caller may try. If so, it must say what came of it. */
    public boolean allows() {
        long time = retryAt.get();
        if (time == 0) {
            return true;
        }
        long now = nanoTime.getAsLong();
        // of all who come after the pause, one wins; the others wait for another one
        return now - time >= 0 && retryAt.compareAndSet(time, after(now));
    }

    /** Throws if the caller may not try. If it may, it must say what came of it. */
    public void requireAllowed() {
        if (!allows()) {
            throw new NotTriedException(pause);
        }
    }

    /** Says that a try has worked. */
    public void worked() {
        if (retryAt.get() != 0) {
            retryAt.set(0);
        }
    }

    /** Says that a try has failed. */
    public void failed() {
        retryAt.set(after(nanoTime.getAsLong()));
    }

    private long after(long now) {
        long time = now + pause.toNanos();
        return time == 0 ? 1 : time;
    }

    /** Not tried, since it has just failed. */
    private static final class NotTriedException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        NotTriedException(Duration pause) {
            super("it has failed within the last " + pause.toSeconds() + " s");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this; // thrown at every request of an outage
        }
    }
}
