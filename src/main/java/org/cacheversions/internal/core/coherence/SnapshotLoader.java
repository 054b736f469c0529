package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/**
 * Combines the reads of many threads: at most one is in flight, and whoever arrives meanwhile shares the next one,
 * which begins after all who share it have arrived. One of them runs it; there is no thread of our own. So a caller
 * waits for at most two reads, and what it is given was never read before it came.
 *
 * <p>Once a read has failed, or has taken longer than anybody's patience, and until one succeeds, whoever finds one in
 * flight is refused at once.
 *
 * <p>Group commit the other way round; {@code perrequest.pml} with {@code JOIN_NEXT} is its model. Safe for use by
 * many threads.
 *
 * @param <T> what is read
 */
public final class SnapshotLoader<T> {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private final Supplier<T> read;
    private final FaultPoint faults;
    private final @Nullable Duration patience;
    private final ReentrantLock lock = new ReentrantLock();

    private boolean inFlight;
    private boolean failing;
    private @Nullable Round<T> next;

    /** Makes a loader over a read that is never called by two threads at once, and always ends. */
    public SnapshotLoader(Supplier<T> read, FaultPoint faults) {
        this(read, faults, null);
    }

    /** Makes a loader over a read that is never called by two threads at once, and is not waited for any longer. */
    public SnapshotLoader(Supplier<T> read, FaultPoint faults, @Nullable Duration patience) {
        this.read = read;
        this.faults = faults;
        this.patience = patience;
    }

    /**
     * Answers what a read found that began after this call.
     *
     * @throws VersionsUnavailableException if that read failed, or those before did and one is in flight, or it
     *     took too long, or this thread was interrupted while it waited; its interrupt status is then set
     */
    public T load() {
        Round<T> round;
        Waiter waiter;
        lock.lock();
        try {
            if (inFlight && failing) {
                // a driver may take long to fail: in an outage one tries, and the others go on without
                throw new VersionsUnavailableException(VersionMessages.versionsUnavailableNow());
            }
            if (inFlight) {
                if (next == null) {
                    next = new Round<>();
                }
                round = next;
                waiter = round.join();
            } else {
                inFlight = true;
                round = new Round<>();
                waiter = null;
            }
        } finally {
            lock.unlock();
        }
        if (waiter == null) {
            return lead(round);
        }
        faults.reached(FaultPoint.WAIT_FOR_READ);
        return await(round, waiter);
    }

    private T await(Round<T> round, Waiter waiter) {
        long began = System.nanoTime();
        while (true) {
            Outcome<T> outcome = round.outcome;
            if (outcome != null) {
                return outcome.get();
            }
            if (waiter.leads) {
                return lead(round);
            }
            if (Thread.interrupted()) {
                return leave(round, waiter);
            }
            if (patience == null) {
                LockSupport.park(this);
                continue;
            }
            long left = patience.toNanos() - (System.nanoTime() - began);
            if (left <= 0 && isLeft(round, waiter, patience)) {
                throw new VersionsUnavailableException(VersionMessages.versionsUnavailableNow());
            }
            LockSupport.parkNanos(this, Math.max(left, 1));
        }
    }

    /** A driver without a timeout may hang for ever, and must hold one thread, not all. */
    private boolean isLeft(Round<T> round, Waiter waiter, Duration waited) {
        boolean first;
        lock.lock();
        try {
            if (round.outcome != null || waiter.leads) {
                return false; // it has come just now
            }
            round.waiters.remove(waiter);
            first = !failing;
            failing = true;
        } finally {
            lock.unlock();
        }
        if (first) {
            LOG.log(System.Logger.Level.WARNING, CoherenceMessages.readHangs(waited));
        }
        return true;
    }

    private T lead(Round<T> round) {
        Outcome<T> outcome;
        boolean interrupted = Thread.interrupted(); // else a driver may fail, for all who share this read
        try {
            outcome = new Outcome<>(read.get(), null);
        } catch (Throwable e) {
            outcome = new Outcome<>(null, e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            round.outcome = outcome;
            failing = outcome.failure != null;
            startNext();
        } finally {
            lock.unlock();
        }
        round.waiters.forEach(waiter -> LockSupport.unpark(waiter.thread));
        return outcome.get();
    }

    /** Hands the flight to the first who waits for it. Holds the lock. */
    private void startNext() {
        Round<T> following = next;
        next = null;
        inFlight = following != null && following.elect();
    }

    private T leave(Round<T> round, Waiter waiter) {
        faults.reached(FaultPoint.LEAVE_READ);
        Thread.currentThread().interrupt();
        lock.lock();
        try {
            if (round.outcome == null) {
                round.waiters.remove(waiter);
                if (waiter.leads && !round.elect()) {
                    startNext();
                }
            }
        } finally {
            lock.unlock();
        }
        throw new VersionsUnavailableException(CoherenceMessages.interruptedWhileWaiting());
    }

    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        volatile boolean leads;
    }

    private static final class Round<T> {
        final Deque<Waiter> waiters = new ArrayDeque<>();
        volatile @Nullable Outcome<T> outcome;

        Waiter join() {
            Waiter waiter = new Waiter();
            waiters.add(waiter);
            return waiter;
        }

        boolean elect() {
            Waiter first = waiters.peek();
            if (first == null) {
                return false;
            }
            first.leads = true;
            LockSupport.unpark(first.thread);
            return true;
        }
    }

    private record Outcome<T>(@Nullable T value, @Nullable Throwable failure) {

        T get() {
            if (value != null) {
                return value;
            }
            throw new VersionsUnavailableException(VersionMessages.versionsUnavailableNow(), failure);
        }
    }
}
