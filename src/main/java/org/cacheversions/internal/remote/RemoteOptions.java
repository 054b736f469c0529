package org.cacheversions.internal.remote;

import java.time.Duration;
import java.util.List;
import org.cacheversions.internal.core.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * How entries are kept outside the heap.
 *
 * @param near whether the heap is read first, and keeps the entries that were found
 * @param namespace the prefix of every key
 * @param timeToLive the maximum time to live
 * @param maxValue the maximum length of a value in bytes; longer ones are not stored
 * @param compressAbove the length in bytes above which a value is compressed
 * @param loadLock how one node makes the others wait while it loads an entry, {@code null} if it does not
 * @param secrets what entries are authenticated with, the first by this node; empty if they are not
 */
public record RemoteOptions(
        boolean near,
        String namespace,
        Duration timeToLive,
        int maxValue,
        int compressAbove,
        @Nullable LoadLockOptions loadLock,
        List<Secret> secrets) {}
