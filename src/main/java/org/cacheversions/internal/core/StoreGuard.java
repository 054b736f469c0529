package org.cacheversions.internal.core;

import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.jspecify.annotations.Nullable;

/** Keeps a store's failures from the application: they are misses, counted, and logged once an outage. */
final class StoreGuard {

    private final CacheStore store;
    private final Outage outage = new Outage();

    StoreGuard(CacheStore store) {
        this.store = store;
    }

    EntryRegion open(RegionSpec spec) {
        return store.open(spec);
    }

    @Nullable
    CachedValue get(Generation generation, Statistics statistics, EntryKey key) {
        try {
            CachedValue found = generation.region().get(key);
            outage.worked(() -> Messages.storeWorksAgain(name()));
            return found;
        } catch (RuntimeException | LinkageError e) {
            failed(statistics, e);
            return null;
        }
    }

    void put(Generation generation, Statistics statistics, EntryKey key, CachedValue value) {
        try {
            generation.region().put(key, value);
        } catch (RuntimeException | LinkageError e) {
            failed(statistics, e);
        }
    }

    private void failed(Statistics statistics, Throwable cause) {
        statistics.storeFailed();
        outage.failed(() -> Messages.storeFailed(name(), cause), cause);
    }

    private String name() {
        return store.getClass().getSimpleName();
    }
}
