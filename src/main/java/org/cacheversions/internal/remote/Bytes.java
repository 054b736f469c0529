package org.cacheversions.internal.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A place outside of the heap that keeps bytes by key. Safe for use by many threads; fails by exceptions. */
public interface Bytes extends AutoCloseable {

    /**
     * Answers what is kept under a key, or {@code null}; of more than {@code most} bytes, it may leave out the rest.
     * Takes one round trip.
     */
    byte @Nullable [] get(byte[] key, int most);

    /** Keeps bytes under a key, in place of whatever is there; for so long, if the place can be told so. */
    void set(byte[] key, byte[] value, Duration timeToLive);

    @Override
    void close();
}
