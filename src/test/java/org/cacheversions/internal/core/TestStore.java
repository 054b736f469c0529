package org.cacheversions.internal.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cacheversions.internal.caffeine.LocalStore;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.jspecify.annotations.Nullable;

/** A local store that the test can break and inspect. */
public final class TestStore implements CacheStore {

    private final LocalStore store = new LocalStore(100_000_000, null);
    private final List<Region> regions = new CopyOnWriteArrayList<>();
    public volatile boolean opens = true;
    public volatile boolean gets = true;
    public volatile boolean puts = true;
    public volatile boolean passes = true;
    public volatile boolean closed;

    public List<Region> regions() {
        return regions;
    }

    /** Returns the number of entries, including superseded ones. */
    public long size() {
        return regions.stream().mapToLong(Region::size).sum();
    }

    @Override
    public EntryRegion open(RegionSpec spec) {
        require(opens);
        Region region = new Region(spec, store.open(spec));
        regions.add(region);
        return region;
    }

    @Override
    public void close() {
        closed = true;
        store.close();
    }

    private static void require(boolean works) {
        if (!works) {
            throw new IllegalStateException("the store is broken");
        }
    }

    public final class Region implements EntryRegion {

        private final RegionSpec spec;
        private final EntryRegion region;
        private volatile boolean passed;

        private Region(RegionSpec spec, EntryRegion region) {
            this.spec = spec;
            this.region = region;
        }

        public RegionSpec spec() {
            return spec;
        }

        public boolean hasPassed() {
            return passed;
        }

        @Override
        public @Nullable CachedValue get(EntryKey key) {
            require(gets);
            return region.get(key);
        }

        @Override
        public void put(EntryKey key, CachedValue value) {
            require(puts);
            region.put(key, value);
        }

        @Override
        public void remove(EntryKey key) {
            region.remove(key);
        }

        @Override
        public void superseded() {
            require(passes);
            passed = true;
            region.superseded();
        }

        @Override
        public long size() {
            return region.size();
        }
    }
}
