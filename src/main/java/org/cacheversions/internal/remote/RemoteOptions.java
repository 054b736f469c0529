package org.cacheversions.internal.remote;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How entries are kept outside of the heap.
 *
 * @param near whether the heap is looked at first, and keeps what was found
 * @param namespace what every key begins with
 * @param timeToLive how long an entry lives at most
 * @param maxValue the length in bytes above which a value is not stored
 * @param compressAbove the length in bytes above which it is compressed
 * @param loadLock how one node has the others wait while it computes an entry, {@code null} if it does not
 */
public record RemoteOptions(
        boolean near,
        String namespace,
        Duration timeToLive,
        int maxValue,
        int compressAbove,
        @Nullable LoadLockOptions loadLock) {}
