package org.cacheversions.internal.core;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.EntryRegion;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one plan under one set of labels, and the loads of such entries that are going on. Snapshots of a
 * node that agree on the labels share it, so passed entries go as a whole: with the last snapshot that knows them.
 * Safe for use by many threads.
 */
final class Generation {

    private final CachePlan plan;
    private final List<VersionRow> labels;
    private final StoreGuard store;
    private final ConcurrentHashMap<EntryKey, Flight> flights = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<EntryKey, CachedValue> pending = new ConcurrentHashMap<>();

    private volatile @Nullable EntryRegion region;
    private boolean passed;

    Generation(CachePlan plan, List<VersionRow> labels, StoreGuard store) {
        this.plan = plan;
        this.labels = labels;
        this.store = store;
    }

    CachePlan plan() {
        return plan;
    }

    List<VersionRow> labels() {
        return labels;
    }

    /** Answers what a caller gets for an entry, of which it is noted that he uses it. */
    @Nullable
    Object hit(VersionContext context, CachedValue found) {
        plan.statistics().hit();
        LoadFrame enclosing = context.frame();
        if (enclosing != null) {
            enclosing.read(labels, found.reads());
        }
        return plan.asynchronous() ? StageCall.stageOf(found.value()) : found.value();
    }

    ConcurrentHashMap<EntryKey, Flight> flights() {
        return flights;
    }

    /** Stages that have not completed yet, as if they were entries. */
    ConcurrentHashMap<EntryKey, CachedValue> pending() {
        return pending;
    }

    @Nullable
    CachedValue get(EntryKey key) {
        CachedValue found = store.get(this, plan.statistics(), key);
        return found != null || !plan.asynchronous() ? found : going(key);
    }

    private @Nullable CachedValue going(EntryKey key) {
        CachedValue going = pending.get(key);
        if (going == null || !StageCall.isOverdue(going, plan.options().lockTimeout())) {
            return going;
        }
        pending.remove(key, going);
        return null;
    }

    /** Answers an entry that is usable by now, or {@code null}: compute, and release the key. */
    @Nullable
    CachedValue claim(EntryKey key, Predicate<CachedValue> usable) {
        return store.claim(this, plan.statistics(), key, usable);
    }

    void release(EntryKey key) {
        store.release(this, plan.statistics(), key);
    }

    void put(EntryKey key, CachedValue value) {
        store.put(this, plan.statistics(), key, value);
    }

    /** Answers about how many entries this node holds. */
    long size() {
        EntryRegion opened = region;
        return opened == null ? 0 : store.size(opened, plan.statistics());
    }

    EntryRegion region() {
        EntryRegion opened = region;
        return opened != null ? opened : open();
    }

    private synchronized EntryRegion open() {
        EntryRegion opened = region;
        if (opened == null) {
            opened = store.open(new RegionSpec(
                    plan.id(), labels, plan.valueType(), plan.options().timeToLive()));
            region = opened;
            if (passed) {
                store.passed(opened, plan.statistics());
            }
        }
        return opened;
    }

    /** Says that this node has seen newer labels. */
    synchronized void pass() {
        passed = true;
        if (region != null) {
            store.passed(region, plan.statistics());
        }
    }
}
