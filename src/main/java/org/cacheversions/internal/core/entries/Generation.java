package org.cacheversions.internal.core.entries;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one plan under one set of labels, and the loads of such entries that are going on. Snapshots of a
 * node that agree on the labels share it, so passed entries go as a whole: with the last snapshot that knows them.
 * Safe for use by many threads.
 */
public final class Generation {

    private final CachedMethod plan;
    private final boolean asynchronous;
    private final List<VersionRow> labels;
    private final StoreGuard store;
    private final GuardedRegion region;
    private final Lifetime lifetime;
    private final @Nullable SupersededGenerations earlier;
    private final ConcurrentHashMap<EntryKey, Flight> flights = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<EntryKey, CachedValue> pending = new ConcurrentHashMap<>();
    private final Set<EntryKey> renewed = ConcurrentHashMap.newKeySet();

    private Generation(
            CachedMethod plan,
            List<VersionRow> labels,
            StoreGuard store,
            Lifetime lifetime,
            @Nullable SupersededGenerations earlier) {
        this.plan = plan;
        this.asynchronous = plan.asynchronous();
        this.labels = labels;
        this.store = store;
        this.region = new GuardedRegion(
                store,
                new RegionSpec(plan.id(), labels, plan.valueType(), Lifetime.kept(plan.options())),
                plan.statistics());
        this.lifetime = lifetime;
        this.earlier = earlier;
    }

    /** Answers the entries under labels that this node has not seen before. */
    static Generation first(CachedMethod plan, List<VersionRow> labels, StoreGuard store, Lifetime lifetime) {
        Duration grace = plan.options().staleOnError();
        return new Generation(
                plan, labels, store, lifetime, grace == null ? null : new SupersededGenerations(lifetime, grace));
    }

    /** Answers those under newer labels; these have passed. */
    Generation next(List<VersionRow> newer) {
        if (earlier == null) {
            drop();
        } else {
            earlier.add(this);
        }
        return new Generation(plan, newer, store, lifetime, earlier);
    }

    /** Says that there are no newer labels: a cache was stopped. */
    void end() {
        drop();
        if (earlier != null) {
            earlier.clear();
        }
    }

    public CachedMethod plan() {
        return plan;
    }

    public List<VersionRow> labels() {
        return labels;
    }

    public ConcurrentHashMap<EntryKey, Flight> flights() {
        return flights;
    }

    /** Keys of entries that are being computed anew while they still serve. */
    public Set<EntryKey> renewed() {
        return renewed;
    }

    /** Tells whether the time to live of an entry has not passed, if it is not the store that sees to that. */
    public boolean isFresh(CachedValue entry) {
        return entry.end() == null || lifetime.isFresh(plan.options(), entry);
    }

    public boolean isDue(CachedValue entry) {
        return entry.end() != null && lifetime.isDue(plan.options(), entry);
    }

    /** Answers when an entry ends that is made now, or {@code null} if the method does not say. */
    @Nullable
    public Instant endOfNew() {
        return lifetime.end(plan.options());
    }

    /** Answers an entry of this key under labels that have passed, whose grace has not. */
    @Nullable
    public CachedValue passedEntry(EntryKey key) {
        return earlier == null ? null : earlier.find(key);
    }

    /** Stages that have not completed yet, as if they were entries. */
    public ConcurrentHashMap<EntryKey, CachedValue> pending() {
        return pending;
    }

    @Nullable
    public CachedValue get(EntryKey key) {
        CachedValue found = region.get(key);
        return found != null || !asynchronous ? found : going(key);
    }

    private @Nullable CachedValue going(EntryKey key) {
        CachedValue going = pending.get(key);
        if (going == null
                || !(going.value() instanceof PendingStage stage)
                || !stage.isOverdue(plan.options().lockTimeout())) {
            return going;
        }
        pending.remove(key, going);
        return null;
    }

    /** Returns an entry that has become usable, or {@code null}: compute, and release the key. */
    @Nullable
    public CachedValue claim(EntryKey key, Predicate<CachedValue> usable) {
        return region.claim(key, usable);
    }

    public void release(EntryKey key) {
        region.release(key);
    }

    public void put(EntryKey key, CachedValue value) {
        region.put(key, value);
    }

    /** Returns about how many entries this node holds. */
    long size() {
        return region.size();
    }

    /** Returns whether anyone has looked for an entry. */
    boolean isOpen() {
        return region.isOpen();
    }

    /** Drops the entries: no new request will ask for them. */
    void drop() {
        region.passed();
    }
}
