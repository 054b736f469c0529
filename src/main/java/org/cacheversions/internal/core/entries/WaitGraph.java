package org.cacheversions.internal.core.entries;

import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/** Lets threads wait for each other's loads, but never in a cycle. Thread-safe. */
public final class WaitGraph {

    private final ConcurrentHashMap<Thread, Flight> waits = new ConcurrentHashMap<>();
    private final FaultPoint faults;

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

    /** Waits for a load. */
    public End await(Flight flight, long deadline) {
        Thread self = Thread.currentThread();
        if (flight.owner() == self) {
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

    private boolean closesCycle(Flight flight, Thread self) {
        @Nullable Flight next = flight;
        for (int steps = waits.size(); next != null && steps >= 0; steps--) {
            if (next.owner() == self) {
                return true;
            }
            next = waits.get(next.owner());
        }
        return false;
    }
}
