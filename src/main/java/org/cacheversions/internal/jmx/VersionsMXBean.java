package org.cacheversions.internal.jmx;

/** The state of the versions on this node. */
public interface VersionsMXBean {

    /** Returns the milliseconds since the last successful read of the versions began; negative if there was none. */
    double getAgeMillis();
}
