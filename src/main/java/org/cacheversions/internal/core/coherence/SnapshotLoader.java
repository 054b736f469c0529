package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/**
 * Combines the reads of many threads. At most one read is in flight; the threads that arrive meanwhile share the next
 * one, which begins after all of them have arrived. One of them runs it; there is no background thread. So a caller
 * waits for at most two reads, and gets a result whose read began after it arrived.
 *
 * <p>After a read has failed, or has exceeded a caller's patience, and until one succeeds, a caller that finds a read in
 * flight is refused at once. A read that hangs is abandoned after the patience: the next caller reads, and the result of
 * the abandoned read is ignored. Each read that still hangs adds one patience to the next wait, so that an outage of
 * hours does not take a connection every few seconds.
 *
 * <p>This is group commit, but for reads; {@code perrequest.pml} with {@code JOIN_NEXT} is the model. Thread-safe.
 *
 * @param <T> the result of a read
 */
public final class SnapshotLoader<T> {

    /** Where a loader reads from. */
    public interface Source<T> {

        /**
         * Reads, and returns what takes over the result and supplies it to callers. A second thread may read while the
         * read of the first hangs and has been abandoned; its result is taken over neither then nor later, and never
         * while another one is.
         */
        Supplier<T> read();

        /** Called when a read that was not abandoned, or its takeover, has failed. */
        default void failed(Throwable failure) {}
    }

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private final Source<T> source;
    private final FaultPoint faults;
    private final @Nullable Duration patience;
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Round<T> flight;
    private @Nullable Round<T> next;
    private boolean failing;
    private int hanging;

    /** Creates a loader whose callers wait for a read without limit. */
    public SnapshotLoader(Source<T> source, FaultPoint faults) {
        this(source, faults, null);
    }

    /** Creates a loader whose callers wait for a read at most this long. */
    public SnapshotLoader(Source<T> source, FaultPoint faults, @Nullable Duration patience) {
        this.source = source;
        this.faults = faults;
        this.patience = patience;
    }

    /**
     * Returns the result of a read that began after this call.
     *
     * @throws VersionsUnavailableException if that read fails or takes too long, if the previous read failed and another
     *     one is in flight, or if this thread is interrupted while it waits; its interrupt status is then set
     */
    public T load() {
        Round<T> round;
        Waiter waiter = null;
        boolean hangs = false;
        lock.lock();
        try {
            Round<T> current = flight;
            boolean overdue = current != null && isOverdue(current);
            if (current == null) {
                round = begin(new Round<>());
            } else if (overdue) {
                hangs = !failing;
                failing = true;
                hanging++;
                round = begin(next == null ? new Round<>() : next); // its waiters have arrived before it begins
                next = null;
            } else if (failing) {
                // a driver may take long to fail: in an outage one thread tries, and the others go on without versions
                throw new VersionsUnavailableException(VersionMessages.versionsUnavailableNow());
            } else {
                if (next == null) {
                    next = new Round<>();
                }
                round = next;
                waiter = round.join();
            }
        } finally {
            lock.unlock();
        }
        if (hangs) {
            logHanging();
        }
        if (waiter == null) {
            return lead(round);
        }
        faults.reached(FaultPoint.WAIT_FOR_READ);
        return await(round, waiter);
    }

    private Round<T> begin(Round<T> round) {
        flight = round;
        round.beganNanos = System.nanoTime();
        return round;
    }

    private boolean isOverdue(Round<T> current) {
        return patience != null
                && !current.returned
                && System.nanoTime() - current.beganNanos > patience.toNanos() * (1 + hanging);
    }

    private void logHanging() {
        LOG.log(System.Logger.Level.WARNING, CoherenceMessages.readHangs(Objects.requireNonNull(patience)));
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
            if (left <= 0 && isLeft(round, waiter)) {
                throw new VersionsUnavailableException(VersionMessages.versionsUnavailableNow());
            }
            LockSupport.parkNanos(this, Math.max(left, 1));
        }
    }

    /** A driver without a timeout may hang forever. It must block only one thread, not all. */
    private boolean isLeft(Round<T> round, Waiter waiter) {
        boolean first;
        lock.lock();
        try {
            if (round.outcome != null || waiter.leads) {
                return false; // the result or the lead has just arrived
            }
            round.waiters.remove(waiter);
            first = !failing;
            failing = true;
        } finally {
            lock.unlock();
        }
        if (first) {
            logHanging();
        }
        return true;
    }

    private T lead(Round<T> round) {
        boolean interrupted = Thread.interrupted(); // or else a driver may fail, for all threads that share this read
        Outcome<T> outcome;
        try {
            Supplier<T> read = source.read();
            outcome = new Outcome<>(isWanted(round) ? read.get() : null, null);
        } catch (Throwable e) {
            if (isWanted(round)) {
                source.failed(e);
            }
            outcome = new Outcome<>(null, e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            if (flight == round) {
                round.outcome = outcome;
                failing = outcome.failure != null;
                startNext();
            } else {
                hanging--;
            }
        } finally {
            lock.unlock();
        }
        round.waiters.forEach(waiter -> LockSupport.unpark(waiter.thread));
        return outcome.get();
    }

    /** Returns whether the round was not abandoned; from now on it can't be. */
    private boolean isWanted(Round<T> round) {
        lock.lock();
        try {
            round.returned = true;
            return flight == round;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the first waiter of the next round run it. Requires the lock. */
    private void startNext() {
        Round<T> following = next;
        next = null;
        flight = null;
        if (following != null && following.elect()) {
            begin(following);
        }
    }

    private T leave(Round<T> round, Waiter waiter) {
        faults.reached(FaultPoint.LEAVE_READ);
        Thread.currentThread().interrupt();
        lock.lock();
        try {
            if (round.outcome == null) {
                round.waiters.remove(waiter);
                if (waiter.leads && flight != round) {
                    hanging--; // abandoned before it began
                } else if (waiter.leads && !round.elect()) {
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
        long beganNanos;
        boolean returned;

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
