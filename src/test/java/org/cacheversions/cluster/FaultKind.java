package org.cacheversions.cluster;

import java.time.Duration;

/**
 * A kind of fault.
 *
 * @param name as it is reported
 * @param weight how often it comes, in relation to the others
 * @param target whom it hits
 * @param shortest how long it lasts at least
 * @param longest how long it lasts at most
 * @param fault what happens
 */
record FaultKind(String name, int weight, Target target, Duration shortest, Duration longest, Fault fault) {

    /** Whom a fault hits. */
    enum Target {
        NODE,
        /** Nodes that are back within seconds. */
        FAST_NODE,
        SLOW_NODE,
        ALL
    }
}
