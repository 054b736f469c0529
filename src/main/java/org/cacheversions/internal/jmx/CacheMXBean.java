package org.cacheversions.internal.jmx;

/** A cache: the sum of the methods that depend on it. */
public interface CacheMXBean extends CountersMXBean {

    /** How many invalidations this node has seen, of any node. */
    long getInvalidations();
}
