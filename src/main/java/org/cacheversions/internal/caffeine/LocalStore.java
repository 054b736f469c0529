package org.cacheversions.internal.caffeine;

import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.jspecify.annotations.Nullable;

/**
 * Entries on the heap of this node, by Caffeine. Each method has a cache of its own for each set of labels, so passed
 * entries go as a whole, at no cost. All together are bounded: the largest gives way. Safe for use by many threads.
 */
public final class LocalStore implements CacheStore {

    /** So many stores may pass between two looks at the sum. */
    private static final int PUTS_BETWEEN_TRIMS = 64;

    private final long maxWeight;
    private final @Nullable Duration timeToLive;
    private final Set<LocalRegion> live = ConcurrentHashMap.newKeySet();
    private final AtomicInteger puts = new AtomicInteger();

    /**
     * Makes an empty store.
     *
     * @param maxWeight how much all entries may weigh together
     * @param timeToLive how long entries live whose method does not say, or {@code null} for no limit
     */
    public LocalStore(long maxWeight, @Nullable Duration timeToLive) {
        this.maxWeight = maxWeight;
        this.timeToLive = timeToLive;
    }

    @Override
    public EntryRegion open(RegionSpec spec) {
        LocalRegion region =
                new LocalRegion(this, maxWeight, spec.timeToLive() != null ? spec.timeToLive() : timeToLive);
        live.add(region);
        return region;
    }

    void passed(LocalRegion region) {
        live.remove(region);
    }

    void stored() {
        if (puts.incrementAndGet() % PUTS_BETWEEN_TRIMS == 0) {
            trim();
        }
    }

    private void trim() {
        long excess = live.stream().mapToLong(LocalRegion::weight).sum() - maxWeight;
        if (excess > 0) {
            live.stream()
                    .max(Comparator.comparingLong(LocalRegion::weight))
                    .ifPresent(largest -> largest.evict(excess));
        }
    }

    /** Answers about how much all entries weigh that new requests can ask for. */
    public long weight() {
        return live.stream().mapToLong(LocalRegion::weight).sum();
    }

    @Override
    public void close() {
        live.clear();
    }
}
