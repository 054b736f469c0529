package org.cacheversions.internal.core.entries;

import java.util.function.Predicate;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.jspecify.annotations.Nullable;

/**
 * A region of the store that never throws: a failure is a miss, or an entry that is not stored. The store's own region
 * is opened at its first use, since most methods are not called under most labels. Thread-safe.
 */
final class GuardedRegion implements EntryRegion {

    private final StoreGuard guard;
    private final RegionSpec spec;
    private final Statistics statistics;
    private volatile @Nullable EntryRegion opened;
    private boolean superseded;

    GuardedRegion(StoreGuard guard, RegionSpec spec, Statistics statistics) {
        this.guard = guard;
        this.spec = spec;
        this.statistics = statistics;
    }

    @Override
    public @Nullable CachedValue get(EntryKey key) {
        try {
            CachedValue found = region().get(key);
            guard.returned(StoreOperation.GET);
            return found;
        } catch (RuntimeException | LinkageError e) {
            guard.failed(StoreOperation.GET, statistics, e);
            return null;
        }
    }

    @Override
    public @Nullable CachedValue claim(EntryKey key, Predicate<CachedValue> usable) {
        try {
            CachedValue found = region().claim(key, usable);
            guard.returned(StoreOperation.CLAIM);
            return found;
        } catch (RuntimeException | LinkageError e) {
            guard.failed(StoreOperation.CLAIM, statistics, e);
            return null;
        }
    }

    @Override
    public void release(EntryKey key) {
        EntryRegion region = opened;
        if (region == null) {
            return; // nothing was claimed
        }
        try {
            region.release(key);
            guard.returned(StoreOperation.RELEASE);
        } catch (RuntimeException | LinkageError e) {
            guard.failed(StoreOperation.RELEASE, statistics, e);
        }
    }

    @Override
    public void put(EntryKey key, CachedValue value) {
        try {
            region().put(key, value);
            guard.returned(StoreOperation.PUT);
        } catch (RuntimeException | LinkageError e) {
            guard.failed(StoreOperation.PUT, statistics, e);
        }
    }

    @Override
    public void putUnless(EntryKey key, CachedValue value, Predicate<CachedValue> better) {
        try {
            region().putUnless(key, value, better);
            guard.returned(StoreOperation.PUT);
        } catch (RuntimeException | LinkageError e) {
            guard.failed(StoreOperation.PUT, statistics, e);
        }
    }

    @Override
    public void remove(EntryKey key) {
        try {
            region().remove(key);
            guard.returned(StoreOperation.PUT);
        } catch (RuntimeException | LinkageError e) {
            guard.failed(StoreOperation.PUT, statistics, e); // the next that is stored ends the outage
        }
    }

    @Override
    public synchronized void superseded() {
        superseded = true;
        EntryRegion region = opened;
        if (region != null) {
            supersede(region);
        }
    }

    private void supersede(EntryRegion region) {
        try {
            region.superseded();
            guard.worked(StoreOperation.SUPERSEDE);
        } catch (RuntimeException | LinkageError e) {
            guard.failed(StoreOperation.SUPERSEDE, statistics, e);
        }
    }

    @Override
    public long size() {
        EntryRegion region = opened;
        try {
            return region == null ? 0 : region.size();
        } catch (RuntimeException | LinkageError e) {
            guard.failed(StoreOperation.GET, statistics, e);
            return 0;
        }
    }

    boolean isOpen() {
        return opened != null;
    }

    private EntryRegion region() {
        EntryRegion region = opened;
        return region != null ? region : open();
    }

    private synchronized EntryRegion open() {
        EntryRegion region = opened;
        if (region == null) {
            region = guard.open(spec);
            opened = region;
            if (superseded) {
                supersede(region);
            }
        }
        return region;
    }
}
