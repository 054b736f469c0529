package org.cacheversions.internal.core.entries;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.MissReason;
import org.jspecify.annotations.Nullable;

/**
 * When entries of one method were last stored, and under which labels, to give misses a reason. Keys with the same hash
 * share a slot, so the reason of some misses is that of another key. Thread-safe.
 */
final class KeyHistory {

    /** 8 KB for each method that has stored something. */
    private static final int SLOTS = 1024;

    private static final int SECONDS_BITS = 32;

    /** In place of a generation: the last value was not stored, since nobody else could use it. */
    private static final int NOT_SHARED = -1;

    private volatile @Nullable AtomicLongArray slots;

    /** Notes that the value of a load was for its own caller only. */
    void notShared(EntryKey key, long nanoTime) {
        stored(key, NOT_SHARED, nanoTime);
    }

    /** Notes that an entry was stored. */
    void stored(EntryKey key, int generation, long nanoTime) {
        AtomicLongArray known = slots;
        if (known == null) {
            known = new AtomicLongArray(SLOTS);
            slots = known; // a race loses a few notes
        }
        known.setOpaque(slot(key), (long) generation << SECONDS_BITS | seconds(nanoTime));
    }

    /** Returns why a generation has no entry for a key. */
    MissReason reason(EntryKey key, int generation, long nanoTime, @Nullable Duration timeToLive) {
        AtomicLongArray known = slots;
        long last = known == null ? 0 : known.getOpaque(slot(key));
        int of = (int) (last >>> SECONDS_BITS);
        if (of == 0) {
            return MissReason.FIRST;
        }
        if (of == NOT_SHARED) {
            return MissReason.NOT_SHARED;
        }
        if (of != generation) {
            return MissReason.INVALIDATED;
        }
        long age = seconds(nanoTime) - (last & 0xFFFF_FFFFL);
        // the library lets entries live a little shorter than their time to live
        return timeToLive != null && age + 1 >= timeToLive.toSeconds() * 95 / 100
                ? MissReason.EXPIRED
                : MissReason.EVICTED;
    }

    private static int slot(EntryKey key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 10 ^ hash >>> 20) & (SLOTS - 1);
    }

    private static long seconds(long nanoTime) {
        return TimeUnit.NANOSECONDS.toSeconds(nanoTime) & 0xFFFF_FFFFL;
    }
}
