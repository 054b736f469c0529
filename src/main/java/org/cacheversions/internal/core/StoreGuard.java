package org.cacheversions.internal.core;

import java.util.function.Predicate;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.jspecify.annotations.Nullable;

/** Keeps a store's failures from the application: they are misses, counted, and logged once an outage. */
final class StoreGuard {

    private final CacheStore store;
    private final Outage reading = new Outage();
    private final Outage writing = new Outage();

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
            readingWorks();
            return found;
        } catch (RuntimeException | LinkageError e) {
            failedToRead(statistics, e);
            return null;
        }
    }

    @Nullable
    CachedValue claim(Generation generation, Statistics statistics, EntryKey key, Predicate<CachedValue> usable) {
        try {
            CachedValue found = generation.region().claim(key, usable);
            readingWorks();
            return found;
        } catch (RuntimeException | LinkageError e) {
            failedToRead(statistics, e);
            return null;
        }
    }

    void release(Generation generation, Statistics statistics, EntryKey key) {
        try {
            generation.region().release(key);
        } catch (RuntimeException | LinkageError e) {
            failedToWrite(statistics, e);
        }
    }

    void put(Generation generation, Statistics statistics, EntryKey key, CachedValue value) {
        try {
            generation.region().put(key, value);
            writing.worked(this::worksAgain);
        } catch (RuntimeException | LinkageError e) {
            failedToWrite(statistics, e);
        }
    }

    /** Says that new requests won't ask for these entries any more; a store that fails to forget loses only space. */
    void passed(EntryRegion region, Statistics statistics) {
        try {
            region.passed();
        } catch (RuntimeException | LinkageError e) {
            failedToWrite(statistics, e);
        }
    }

    /** Answers about how many entries this node holds; a store that can't tell has none to show. */
    long size(EntryRegion region, Statistics statistics) {
        try {
            return region.size();
        } catch (RuntimeException | LinkageError e) {
            failedToRead(statistics, e);
            return 0;
        }
    }

    private void readingWorks() {
        if (reading.isGoing()) {
            reading.worked(this::worksAgain);
        }
    }

    private void failedToRead(Statistics statistics, Throwable cause) {
        statistics.storeFailed();
        reading.failed(() -> Messages.storeFailed(name(), cause), cause);
    }

    private void failedToWrite(Statistics statistics, Throwable cause) {
        statistics.storeFailed();
        if (!reading.isGoing()) { // else it was said; and a read that works must not end what only writes suffer
            writing.failed(() -> Messages.storeFailed(name(), cause), cause);
        }
    }

    private String worksAgain() {
        return Messages.storeWorksAgain(name());
    }

    private String name() {
        return store.getClass().getSimpleName();
    }
}
