package org.cacheversions.internal.jmx;

/** The statistics of a cache: the sums over the methods that depend on it. */
public interface CacheMXBean extends CountersMXBean {

    /** Returns how many invalidations by any node this node has noticed. */
    long getInvalidations();
}
