package org.cacheversions.internal.remote;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Rejects calls for a pause after a failure; then one call may try, and the others follow if it succeeds. So a server
 * that hangs costs one timeout for each pause, not for each request. Thread-safe.
 */
public final class CircuitBreaker {

    private final Duration pause;
    private final LongSupplier nanoTime;

    /** The time of the next try; 0 while calls succeed. */
    private final AtomicLong retryAt = new AtomicLong();

    /** Creates a breaker that allows all calls. */
    public CircuitBreaker(Duration pause, LongSupplier nanoTime) {
        this.pause = pause;
        this.nanoTime = nanoTime;
    }

    /** Returns whether the caller may try. If so, it must report the outcome. */
    public boolean allows() {
        long time = retryAt.get();
        if (time == 0) {
            return true;
        }
        long now = nanoTime.getAsLong();
        // one of the callers after a pause wins; the others wait for the next pause
        return now - time >= 0 && retryAt.compareAndSet(time, after(now));
    }

    /** Throws if the caller may not try. Otherwise the caller must report the outcome. */
    public void requireAllowed() {
        if (!allows()) {
            throw new NotTriedException(pause);
        }
    }

    /** Reports a success. */
    public void worked() {
        if (retryAt.get() != 0) {
            retryAt.set(0);
        }
    }

    /** Reports a failure. */
    public void failed() {
        retryAt.set(after(nanoTime.getAsLong()));
    }

    private long after(long now) {
        long time = now + pause.toNanos();
        return time == 0 ? 1 : time;
    }

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
