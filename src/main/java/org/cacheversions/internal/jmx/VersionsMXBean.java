package org.cacheversions.internal.jmx;

/** The versions, as this node has read them. */
public interface VersionsMXBean {

    /** How long ago the read began that has succeeded last, in milliseconds; -1 if none has. */
    double getAgeMillis();
}
