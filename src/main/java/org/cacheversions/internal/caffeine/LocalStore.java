package org.cacheversions.internal.caffeine;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ObjIntConsumer;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.jspecify.annotations.Nullable;

/**
 * Entries on the heap of this node, in Caffeine. Each method has a cache for each set of labels, so superseded entries
 * are freed together, at no cost. A common bound applies to all caches; the largest are trimmed first. Thread-safe.
 */
public final class LocalStore implements CacheStore {

    /** The weight of all entries is checked whenever this part of the bound was added. */
    private static final int PARTS = 64;

    /** An entry is stored only if the bound has room for at least this many of its weight. */
    private static final int LEAST_ENTRIES = 100;

    private final ObjIntConsumer<String> refused;
    private final long maxWeight;
    private final @Nullable Duration timeToLive;
    private final Set<LocalRegion> live = ConcurrentHashMap.newKeySet();
    private final AtomicLong added = new AtomicLong();
    private final ReentrantLock trimming = new ReentrantLock();

    /**
     * Creates an empty store.
     *
     * @param maxWeight the maximum weight of all entries together, in bytes
     * @param timeToLive the time to live of entries whose method has none, or {@code null} for no limit
     */
    public LocalStore(long maxWeight, @Nullable Duration timeToLive) {
        this(maxWeight, timeToLive, (method, weight) -> {});
    }

    /**
     * Creates an empty store.
     *
     * @param maxWeight the maximum weight of all entries together, in bytes
     * @param timeToLive the time to live of entries whose method has none, or {@code null} for no limit
     * @param refused is told the method and the weight of each entry that is too heavy to be stored
     */
    public LocalStore(long maxWeight, @Nullable Duration timeToLive, ObjIntConsumer<String> refused) {
        this.refused = refused;
        this.maxWeight = maxWeight;
        this.timeToLive = timeToLive;
    }

    @Override
    public EntryRegion open(RegionSpec spec) {
        LocalRegion region =
                new LocalRegion(this, spec.id(), maxWeight, spec.timeToLive() != null ? spec.timeToLive() : timeToLive);
        live.add(region);
        return region;
    }

    void superseded(LocalRegion region) {
        live.remove(region);
    }

    /** One entry must not evict a large part of the others. */
    boolean isTooHeavy(int weight) {
        return weight > maxWeight / LEAST_ENTRIES;
    }

    void refused(String method, int weight) {
        refused.accept(method, weight);
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

    /** Trims the largest regions to a common level, so that a method with many keys evicts only its own entries. */
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

    /** Returns the approximate weight of all entries that new requests can find. */
    public long weight() {
        return live.stream().mapToLong(LocalRegion::weight).sum();
    }

    @Override
    public void close() {
        live.clear();
    }
}
