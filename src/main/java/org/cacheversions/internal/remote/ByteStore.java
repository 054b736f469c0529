package org.cacheversions.internal.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A store outside the heap that holds bytes by key. Thread-safe; fails with unchecked exceptions. */
public interface ByteStore extends AutoCloseable {

    /**
     * Returns the value of a key, or {@code null}. Of a value longer than {@code most} bytes, the rest may be missing.
     * Takes one round trip.
     */
    byte @Nullable [] get(byte[] key, int most);

    /** Stores or replaces a value, with this time to live if the store supports one for each entry. */
    void set(byte[] key, byte[] value, Duration timeToLive);

    /** Removes a key, at once or within milliseconds. */
    void remove(byte[] key);

    @Override
    void close();
}
