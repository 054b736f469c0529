package org.cacheversions.internal.core.entries;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/** A load in progress that other threads may wait for. It lands at most once; later landings change nothing. Thread-safe. */
public final class Flight {

    /** How a flight ended for the threads that wait for it. */
    public enum Landing {
        /** They may use its result. */
        SHARED,
        /** Its value is for its own caller only: each of them loads at once. */
        UNSHARED,
        /** Its thread was interrupted: one of them takes its place. */
        INTERRUPTED
    }

    private record Landed(Landing landing, @Nullable CachedValue result) {}

    private final Thread owner = Thread.currentThread();
    private final long beganNanos = System.nanoTime();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Landed landed;
    private volatile @Nullable Flight successor;
    private volatile @Nullable Flight enclosing;

    Thread owner() {
        return owner;
    }

    /** Sets the load in which this one begins, on the same thread or on one that it has created. */
    void enclosedBy(@Nullable Flight other) {
        enclosing = other;
    }

    @Nullable
    Flight enclosing() {
        return enclosing;
    }

    /** Returns the end, in {@link System#nanoTime()}, of the time that other threads wait for this load. */
    public long deadline(long patienceNanos) {
        return beganNanos + patienceNanos;
    }

    /** Ends the load with a result for the waiting threads. */
    public void land(CachedValue shared) {
        land(new Landed(Landing.SHARED, shared));
        passOn();
    }

    /** Ends the load without a result for the waiting threads. */
    public void land(Landing landing) {
        land(new Landed(landing, null));
    }

    private synchronized void land(Landed end) {
        if (landed == null) {
            landed = end;
            done.countDown();
        }
    }

    /** Has the threads that wait for another load of the same entry, begun later, use the result of this one too. */
    public void succeededBy(Flight later) {
        successor = later;
        passOn();
    }

    private void passOn() {
        Flight later = successor;
        CachedValue shared = result();
        if (later != null && shared != null) {
            later.land(shared);
        }
    }

    boolean await(long nanos) throws InterruptedException {
        return done.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Returns how the load has ended, or {@code null} if it is in progress. */
    public @Nullable Landing landing() {
        Landed end = landed;
        return end == null ? null : end.landing;
    }

    /** Returns the result that the waiting threads may use, if there is one. */
    @Nullable
    public CachedValue result() {
        Landed end = landed;
        return end == null ? null : end.result;
    }
}
