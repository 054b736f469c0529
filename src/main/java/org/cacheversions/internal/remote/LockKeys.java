package org.cacheversions.internal.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keys that one node holds at a time, each for a limited time. Thread-safe; fails with unchecked exceptions. */
public interface LockKeys {

    /** Stores a value under a key unless the key exists, and returns whether it did. */
    boolean setIfAbsent(byte[] key, byte[] value, Duration timeToLive);

    /** Returns the value of a key, or {@code null}. */
    byte @Nullable [] get(byte[] key);

    /** Removes a key if it holds this value. */
    void remove(byte[] key, byte[] value);
}
