package org.cacheversions.internal.core.entries;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/**
 * How long entries serve. One ends with its time to live, less a part that is left to chance, so that those of one
 * moment do not end together; it is kept for its grace longer, for a load that fails. Safe for use by many threads.
 */
public final class Lifetime {

    /** The part of a time to live that is left to chance. */
    private static final double SPREAD = 0.05;

    private final NodeClock clock;

    public Lifetime(NodeClock clock) {
        this.clock = clock;
    }

    public long nanoTime() {
        return clock.nanoTime();
    }

    /** Answers when an entry is to be dropped that is made now, or {@code null} if the method does not say. */
    @Nullable
    Instant end(CachedMethod.Options options) {
        Duration life = options.timeToLive();
        if (life == null) {
            return null;
        }
        long millis = Math.max(1, life.toMillis());
        long spread = (long) (millis * SPREAD * ThreadLocalRandom.current().nextDouble());
        return Instant.ofEpochMilli(clock.wallMillis() + millis - spread).plus(options.grace());
    }

    /** Answers how long a store is to keep an entry. */
    static @Nullable Duration kept(CachedMethod.Options options) {
        Duration life = options.timeToLive();
        return life == null ? null : life.plus(options.grace());
    }

    /** Tells whether the time to live of the entry has not passed yet. */
    boolean isFresh(CachedMethod.Options options, CachedValue entry) {
        Instant end = entry.end();
        return end == null
                || options.staleOnError() == null // else the store drops it in time
                || clock.wallMillis() < end.minus(options.grace()).toEpochMilli();
    }

    /** Tells whether the entry ends so soon that it is to be computed anew. */
    boolean isDue(CachedMethod.Options options, CachedValue entry) {
        Instant end = entry.end();
        Duration ahead = options.refreshAhead();
        return end != null
                && ahead != null
                && clock.wallMillis() >= end.minus(options.grace()).minus(ahead).toEpochMilli();
    }
}
