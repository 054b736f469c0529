package org.cacheversions.cluster;

import java.time.Duration;

/**
 * A kind of fault.
 *
 * @param name the name in reports
 * @param weight the relative frequency
 * @param target the nodes that it may hit
 * @param shortest the minimum duration
 * @param longest the maximum duration
 * @param fault the fault itself
 */
record FaultKind(String name, int weight, Target target, Duration shortest, Duration longest, Fault fault) {

    /** The nodes that a fault may hit. */
    enum Target {
        NODE,
        /** Nodes that restart within seconds. */
        FAST_NODE,
        SLOW_NODE,
        ALL
    }
}
