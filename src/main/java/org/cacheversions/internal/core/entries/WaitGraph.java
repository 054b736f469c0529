package org.cacheversions.internal.core.entries;

import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/** Lets threads wait for each other's loads, but never in a cycle. Thread-safe. */
public final class WaitGraph {

    private final ConcurrentHashMap<Thread, Flight> waits = new ConcurrentHashMap<>();
    private final FaultPoint faults;

    /**
     * The load in which this thread runs, or in which it was created: that one may wait for this thread. Weak, since a
     * thread of a pool may outlive the load that was the first to need it.
     */
    @SuppressWarnings("ThreadLocalUsage") // one per application, freed with it; what threads inherit is of the JDK
    private final InheritableThreadLocal<@Nullable WeakReference<Flight>> innermost = new InheritableThreadLocal<>();

    public WaitGraph(FaultPoint faults) {
        this.faults = faults;
    }

    /** How a wait ended. */
    public enum End {
        /** The load has ended. */
        LANDED,
        /** The load takes too long. */
        TIMED_OUT,
        /** The thread must not wait for this load, or was interrupted while it waited. */
        REFUSED
    }

    /** Begins a load on this thread and returns what {@link #leave} needs. */
    public @Nullable WeakReference<Flight> enter(Flight flight) {
        WeakReference<Flight> outer = innermost.get();
        flight.enclosedBy(outer == null ? null : outer.get());
        innermost.set(new WeakReference<>(flight));
        return outer;
    }

    /** Ends a load on this thread. */
    public void leave(@Nullable WeakReference<Flight> outer) {
        if (outer == null) {
            innermost.remove();
        } else {
            innermost.set(outer);
        }
    }

    /** Waits for a load. */
    public End await(Flight flight, long deadline) {
        Thread self = Thread.currentThread();
        if (isOf(flight, self)) {
            return End.REFUSED;
        }
        waits.put(self, flight); // before the search: if two threads close a cycle together, at least one sees it
        try {
            if (closesCycle(flight, self)) {
                return End.REFUSED;
            }
            faults.reached(FaultPoint.WAIT_FOR_LOAD);
            return flight.await(deadline - System.nanoTime()) ? End.LANDED : End.TIMED_OUT;
        } catch (InterruptedException e) {
            self.interrupt();
            return End.REFUSED;
        } finally {
            waits.remove(self);
        }
    }

    /** Returns whether a load may need this thread to end: it runs on it, or has created it. */
    private boolean isOf(Flight flight, Thread self) {
        if (flight.owner() == self) {
            return true;
        }
        WeakReference<Flight> within = innermost.get();
        Flight each = within == null || flight.landing() != null ? null : within.get();
        while (each != null && each != flight) {
            each = each.enclosing();
        }
        return each != null;
    }

    private boolean closesCycle(Flight flight, Thread self) {
        @Nullable Flight next = flight;
        for (int steps = waits.size(); next != null && steps >= 0; steps--) {
            if (isOf(next, self)) {
                return true;
            }
            next = waits.get(next.owner());
        }
        return false;
    }
}
