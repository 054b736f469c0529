package org.cacheversions.internal.caffeine;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.jspecify.annotations.Nullable;

/**
 * Entries on the heap of this node, by Caffeine. Each method has a cache of its own for each set of labels, so passed
 * entries go as a whole, at no cost. All together are bounded: the largest gives way. Safe for use by many threads.
 */
public final class LocalStore implements CacheStore {

    /** The part of the bound that may be added between two looks at the sum. */
    private static final int PARTS = 64;

    private final long maxWeight;
    private final @Nullable Duration timeToLive;
    private final Set<LocalRegion> live = ConcurrentHashMap.newKeySet();
    private final AtomicLong added = new AtomicLong();
    private final ReentrantLock trimming = new ReentrantLock();

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

    void superseded(LocalRegion region) {
        live.remove(region);
    }

    void stored(int weight) {
        if (added.addAndGet(weight) > maxWeight / PARTS && trimming.tryLock()) {
            try {
                added.set(0);
                trim();
            } finally {
                trimming.unlock();
            }
        }
    }

    /** Takes what is too much from the largest, down to one level for all that give: a flood drowns only itself. */
    private void trim() {
        List<Weighed> largestFirst = live.stream()
                .map(region -> new Weighed(region, region.weight()))
                .sorted(Comparator.comparingLong(Weighed::weight).reversed())
                .toList();
        long excess = largestFirst.stream().mapToLong(Weighed::weight).sum() - maxWeight;
        if (excess <= 0) {
            return;
        }
        long sum = 0;
        long level;
        int giving = 0;
        do {
            sum += largestFirst.get(giving++).weight;
            level = (sum - excess) / giving;
        } while (giving < largestFirst.size() && largestFirst.get(giving).weight > level);
        for (Weighed one : largestFirst.subList(0, giving)) {
            one.region.evict(one.weight - level);
        }
    }

    private record Weighed(LocalRegion region, long weight) {}

    /** Answers about how much all entries weigh that new requests can ask for. */
    public long weight() {
        return live.stream().mapToLong(LocalRegion::weight).sum();
    }

    @Override
    public void close() {
        live.clear();
    }
}
