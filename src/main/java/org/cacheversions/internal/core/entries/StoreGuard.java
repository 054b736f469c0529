package org.cacheversions.internal.core.entries;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.internal.core.support.Outage;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;

/**
 * Counts the failures of a store and logs each outage once. An outage in which lookups fail ends with a lookup that
 * works. If only other operations fail, as in a Redis that is full, it lasts until each of them has worked: lookups work
 * all the time. Thread-safe.
 */
public final class StoreGuard {

    private final CacheStore store;
    private final boolean reports;
    private final Outage outage = new Outage();

    /** What has failed and not worked since. */
    private final Set<StoreOperation> failing = ConcurrentHashMap.newKeySet();

    public StoreGuard(CacheStore store) {
        this.store = store;
        this.reports = store instanceof ReportingStore;
        if (store instanceof ReportingStore reporting) {
            reporting.reportTo(this::worked);
        }
    }

    EntryRegion open(RegionSpec spec) {
        return store.open(spec);
    }

    /** A call has returned, which says nothing about what is behind a store that reports this itself. */
    void returned(StoreOperation operation) {
        if (!reports) {
            worked(operation);
        }
    }

    void worked(StoreOperation operation) {
        if (!outage.isGoing() || !failing.contains(operation)) {
            return;
        }
        if (operation == StoreOperation.GET) {
            failing.clear();
        } else {
            failing.remove(operation);
        }
        if (failing.isEmpty()) {
            outage.worked(() -> EntryMessages.storeWorksAgain(name()));
        }
    }

    void failed(StoreOperation operation, Statistics statistics, Throwable cause) {
        statistics.storeFailed();
        if (cause instanceof RefusedEntryException) {
            return;
        }
        failing.add(operation);
        outage.failed(() -> EntryMessages.storeFailed(name(), cause), cause);
    }

    /** Returns whether lookups fail. */
    boolean isFailing() {
        return failing.contains(StoreOperation.GET);
    }

    private String name() {
        return store.getClass().getSimpleName();
    }
}
