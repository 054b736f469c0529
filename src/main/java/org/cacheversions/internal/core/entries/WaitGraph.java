package org.cacheversions.internal.core.entries;

import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/** Lets threads wait for each other's loads, but not in a circle. Safe for use by many threads. */
public final class WaitGraph {

    private final ConcurrentHashMap<Thread, Flight> waits = new ConcurrentHashMap<>();
    private final FaultPoint faults;

    public WaitGraph(FaultPoint faults) {
        this.faults = faults;
    }

    /** Waits until the load has ended, and answers whether it has; {@code false}: compute for yourself. */
    public boolean await(Flight flight, long deadline) {
        Thread self = Thread.currentThread();
        if (flight.owner() == self) {
            return false;
        }
        waits.put(self, flight); // before looking for circles, so that of two who close one, one sees it
        try {
            if (closesCircle(flight, self)) {
                return false;
            }
            faults.reached(FaultPoint.WAIT_FOR_LOAD);
            return flight.await(deadline - System.nanoTime());
        } catch (InterruptedException e) {
            self.interrupt();
            return false;
        } finally {
            waits.remove(self);
        }
    }

    private boolean closesCircle(Flight flight, Thread self) {
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
