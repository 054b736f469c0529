package org.cacheversions.internal.remote;

import java.time.Duration;

/** Keys that one node holds at a time, for a while. Safe for use by many threads; fails by exceptions. */
public interface Tokens {

    /** Keeps bytes under a key unless there are some, and answers whether it did. */
    boolean setIfAbsent(byte[] key, byte[] value, Duration timeToLive);

    /** Removes a key if these bytes are kept there. */
    void remove(byte[] key, byte[] value);
}
