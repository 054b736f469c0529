package org.cacheversions.cluster;

import java.time.Duration;

/** Something that goes wrong. A new kind is one more in {@link Faults#all()}. */
interface Fault {

    /** Makes it happen, and returns when all is well again. */
    void happen(Victim victim) throws Exception;

    /**
     * Whom it hits and for how long, as the plan says.
     *
     * @param node a node that is up and in no other fault; {@code null} for a fault of no particular node
     * @param duration how long it lasts, if it has a duration
     */
    record Victim(ClusterNode node, Duration duration) {}
}
