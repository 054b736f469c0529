package org.cacheversions.internal.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A place outside of the heap that keeps bytes by key. Safe for use by many threads; fails by exceptions. */
public interface Bytes extends AutoCloseable {

    /** Answers what is kept under a key, or {@code null}. Takes one round trip. */
    byte @Nullable [] get(byte[] key);

    /** Keeps bytes under a key, in place of whatever is there. */
    void set(byte[] key, byte[] value, Duration timeToLive);

    /** Keeps bytes under a key unless there are some, and answers whether it did. */
    boolean setIfAbsent(byte[] key, byte[] value, Duration timeToLive);

    /** Removes a key if these bytes are kept there. */
    void remove(byte[] key, byte[] value);

    @Override
    void close();
}
