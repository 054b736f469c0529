package org.cacheversions.internal.remote;

import org.jspecify.annotations.Nullable;

/** A map that nodes share, of a product that is told nothing of times to live. Safe for use by many threads. */
public interface SharedMap extends AutoCloseable {

    /** Answers what is kept under a key, or {@code null} if it is nothing or no bytes. */
    byte @Nullable [] get(String key);

    /** Keeps bytes under a key, in place of whatever is there. */
    void put(String key, byte[] value);

    /** Frees what was opened with it. */
    @Override
    void close();
}
