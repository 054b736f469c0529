package org.cacheversions.cluster;

import java.time.Duration;

/** A fault. New kinds are added to {@link Faults#all()}. */
interface Fault {

    /** Causes the fault, and returns after the recovery. */
    void happen(Victim victim) throws Exception;

    /**
     * The target and the duration of a planned fault.
     *
     * @param node a running node in no other fault, or {@code null} for a fault of no particular node
     * @param duration the duration, if the fault has one
     */
    record Victim(ClusterNode node, Duration duration) {}
}
