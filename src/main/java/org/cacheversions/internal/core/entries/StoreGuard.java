package org.cacheversions.internal.core.entries;

import org.cacheversions.internal.core.support.Outage;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;

/** Counts the failures of a store and logs each outage once. Thread-safe. */
public final class StoreGuard {

    private final CacheStore store;
    private final Outage reading = new Outage();
    private final Outage writing = new Outage();

    public StoreGuard(CacheStore store) {
        this.store = store;
    }

    EntryRegion open(RegionSpec spec) {
        return store.open(spec);
    }

    void readingWorks() {
        if (reading.isGoing()) {
            reading.worked(this::worksAgain);
        }
    }

    void writingWorks() {
        writing.worked(this::worksAgain);
    }

    void failedToRead(Statistics statistics, Throwable cause) {
        statistics.storeFailed();
        reading.failed(() -> EntryMessages.storeFailed(name(), cause), cause);
    }

    void failedToWrite(Statistics statistics, Throwable cause) {
        statistics.storeFailed();
        if (!reading.isGoing()) { // already reported; and a successful read must not end an outage of writes
            writing.failed(() -> EntryMessages.storeFailed(name(), cause), cause);
        }
    }

    private String worksAgain() {
        return EntryMessages.storeWorksAgain(name());
    }

    private String name() {
        return store.getClass().getSimpleName();
    }
}
