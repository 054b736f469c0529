package org.cacheversions.internal.remote;

import org.jspecify.annotations.Nullable;

/** A map that nodes share. It has no time to live for single entries. Thread-safe. */
public interface SharedMap extends AutoCloseable {

    /** Returns the value of a key, or {@code null} if there is none or it is not a byte array. */
    byte @Nullable [] get(String key);

    /** Stores or replaces a value. */
    void put(String key, byte[] value);

    /** Removes a key. */
    void remove(String key);

    /** Closes the resources that were opened with the map. */
    @Override
    void close();
}
