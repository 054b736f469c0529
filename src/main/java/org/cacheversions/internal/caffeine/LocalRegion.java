package org.cacheversions.internal.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.jspecify.annotations.Nullable;

/** The entries of one method under one set of labels, on the heap. Thread-safe. */
final class LocalRegion implements EntryRegion {

    private final LocalStore store;
    private final String method;
    private final Map<EntryKey, CachedValue> entries;
    private final Policy.Eviction<EntryKey, CachedValue> eviction;

    LocalRegion(LocalStore store, String method, long maxWeight, @Nullable Duration timeToLive) {
        this.store = store;
        this.method = method;
        Caffeine<EntryKey, CachedValue> builder = Caffeine.newBuilder()
                .maximumWeight(maxWeight)
                .weigher(EntryWeigher::weigh)
                .executor(Runnable::run); // no thread may outlive the application
        if (timeToLive != null) {
            builder.expireAfter(Expiry.<EntryKey, CachedValue>writing((key, entry) -> life(entry, timeToLive)));
        }
        Cache<EntryKey, CachedValue> cache = builder.build();
        this.entries = cache.asMap();
        this.eviction = cache.policy().eviction().orElseThrow();
    }

    /** Returns the time to live, or the rest of it if another node stored the entry earlier. */
    private static Duration life(CachedValue entry, Duration timeToLive) {
        if (entry.end() == null) {
            return timeToLive;
        }
        Duration rest = Duration.between(Instant.now(), entry.end());
        return rest.isNegative() ? Duration.ZERO : rest.compareTo(timeToLive) < 0 ? rest : timeToLive;
    }

    @Override
    public @Nullable CachedValue get(EntryKey key) {
        return entries.get(key);
    }

    @Override
    public void put(EntryKey key, CachedValue value) {
        int weight = EntryWeigher.weigh(key, value);
        if (store.isTooHeavy(weight)) {
            entries.remove(key); // or an older value would stay
            store.refused(method, weight);
            return;
        }
        entries.put(key, value);
        store.stored(weight);
    }

    @Override
    public void remove(EntryKey key) {
        entries.remove(key);
    }

    @Override
    public void superseded() {
        store.superseded(this);
    }

    @Override
    public long size() {
        return entries.size();
    }

    long weight() {
        return eviction.weightedSize().orElse(0);
    }

    /** Evicts entries of this weight, the least likely to be used first. */
    void evict(long weight) {
        long[] rest = {weight};
        eviction.coldest(stream -> stream.takeWhile(entry -> {
                            boolean more = rest[0] > 0;
                            rest[0] -= entry.weight();
                            return more;
                        })
                        .map(Map.Entry::getKey)
                        .toList())
                .forEach(entries::remove);
    }
}
