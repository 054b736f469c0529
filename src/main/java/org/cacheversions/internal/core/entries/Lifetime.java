package org.cacheversions.internal.core.entries;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/**
 * How long entries are valid. An entry expires after its time to live, less a random part, so that entries stored at
 * the same moment do not expire together. It is kept for its grace beyond that, in case a load fails. Thread-safe.
 */
public final class Lifetime {

    /** The largest random part of a time to live. */
    private static final double SPREAD = 0.05;

    private final NodeClock clock;

    public Lifetime(NodeClock clock) {
        this.clock = clock;
    }

    public long nanoTime() {
        return clock.nanoTime();
    }

    /** Returns when the store must drop an entry that is created now, or {@code null} if it has no time to live. */
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

    /** Returns how long the store keeps an entry. */
    static @Nullable Duration kept(CachedMethod.Options options) {
        Duration life = options.timeToLive();
        return life == null ? null : life.plus(options.grace());
    }

    boolean isFresh(CachedMethod.Options options, CachedValue entry) {
        Instant end = entry.end();
        return end == null
                || options.staleOnError() == null // the store drops it in time
                || clock.wallMillis() < end.minus(options.grace()).toEpochMilli();
    }

    /** Returns whether an entry expires so soon that it must be refreshed. */
    boolean isDue(CachedMethod.Options options, CachedValue entry) {
        Instant end = entry.end();
        Duration ahead = options.refreshAhead();
        return end != null
                && ahead != null
                && clock.wallMillis() >= end.minus(options.grace()).minus(ahead).toEpochMilli();
    }
}
