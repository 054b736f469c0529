package org.cacheversions.internal.core.entries;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.MissReason;
import org.cacheversions.spi.RegionSpec;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one method under one set of labels, and the loads of such entries that are in progress. Snapshots with
 * the same labels share a generation, so superseded entries are freed together, with the last snapshot that refers to
 * them. Thread-safe.
 */
public final class Generation {

    private static final int MOST_UNSHARED = 256;

    /** Stages are not in the store, so they have a bound of their own. */
    private static final int MOST_PENDING = 1_000;

    private final CachedMethod method;
    private final int number;
    private final List<VersionRow> labels;
    private final StoreGuard store;
    private final GuardedRegion region;
    private final Lifetime lifetime;
    private final @Nullable SupersededGenerations earlier;
    private final ConcurrentHashMap<EntryKey, Flight> flights = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<EntryKey, CachedValue> pending = new ConcurrentHashMap<>();
    private final Set<EntryKey> renewed = ConcurrentHashMap.newKeySet();
    private final Set<EntryKey> unshared = ConcurrentHashMap.newKeySet();

    private Generation(
            CachedMethod method,
            List<VersionRow> labels,
            StoreGuard store,
            Lifetime lifetime,
            @Nullable SupersededGenerations earlier) {
        this.method = method;
        this.number = method.statistics().nextGeneration();
        this.labels = labels;
        this.store = store;
        this.region = new GuardedRegion(
                store,
                new RegionSpec(method.id(), labels, method.valueType(), Lifetime.kept(method.options())),
                method.statistics());
        this.lifetime = lifetime;
        this.earlier = earlier;
    }

    /** Returns a generation without a predecessor. */
    static Generation first(CachedMethod method, List<VersionRow> labels, StoreGuard store, Lifetime lifetime) {
        Duration grace = method.options().staleOnError();
        return new Generation(
                method, labels, store, lifetime, grace == null ? null : new SupersededGenerations(lifetime, grace));
    }

    /** Returns the generation under newer labels, which supersedes this one. */
    Generation next(List<VersionRow> newer) {
        if (earlier == null) {
            drop();
        } else {
            earlier.add(this);
        }
        return new Generation(method, newer, store, lifetime, earlier);
    }

    /** Ends this generation without a successor, since a cache was stopped. */
    void end() {
        drop();
        if (earlier != null) {
            earlier.clear();
        }
    }

    public CachedMethod method() {
        return method;
    }

    public List<VersionRow> labels() {
        return labels;
    }

    public ConcurrentHashMap<EntryKey, Flight> flights() {
        return flights;
    }

    /** Returns the keys of the entries that are being refreshed. */
    public Set<EntryKey> renewed() {
        return renewed;
    }

    /** Returns why there is no entry of this key. */
    public MissReason reason(EntryKey key) {
        if (store.isFailing()) {
            return MissReason.STORE_FAILED;
        }
        return isUnshared(key)
                ? MissReason.NOT_SHARED
                : method.statistics()
                        .history()
                        .reason(
                                key,
                                number,
                                lifetime.nanoTime(),
                                method.options().timeToLive());
    }

    /** Returns whether the last value of this key was for its own caller only, so that no thread waits for the next. */
    public boolean isUnshared(EntryKey key) {
        return !unshared.isEmpty() && unshared.contains(key);
    }

    /** Records whether the value of a load could be shared. */
    public void shared(EntryKey key, boolean shareable) {
        if (shareable) {
            unshared.remove(key);
            return;
        }
        if (unshared.size() >= MOST_UNSHARED) {
            unshared.clear(); // costs each key one wait
        }
        unshared.add(key);
    }

    /** Records that a value was for its own caller only, for a reason that need not hold for the next one. */
    public void notShared(EntryKey key) {
        method.statistics().history().notShared(key, lifetime.nanoTime());
    }

    /** Returns whether an entry has not expired. Only a store that keeps entries for a grace returns expired ones. */
    public boolean isFresh(CachedValue entry) {
        return entry.end() == null || lifetime.isFresh(method.options(), entry);
    }

    public boolean isDue(CachedValue entry) {
        return entry.end() != null && lifetime.isDue(method.options(), entry);
    }

    /** Returns the end of an entry that is created now, or {@code null} if the method has no time to live. */
    @Nullable
    public Instant endOfNew() {
        return lifetime.end(method.options());
    }

    /** Returns the newest entry of this key under superseded labels whose grace is not over, or {@code null}. */
    @Nullable
    public CachedValue supersededEntry(EntryKey key) {
        return earlier == null ? null : earlier.find(key);
    }

    /** Shares a stage that has not completed yet, and returns whether there was room for it. */
    public boolean pend(EntryKey key, CachedValue going) {
        if (pending.size() >= MOST_PENDING) {
            pending.values().removeIf(this::isOverdue); // a stage may never complete
            if (pending.size() >= MOST_PENDING) {
                return false;
            }
        }
        pending.put(key, going);
        return true;
    }

    public void completed(EntryKey key, CachedValue going) {
        pending.remove(key, going);
    }

    private boolean isOverdue(CachedValue going) {
        return going.value() instanceof PendingStage stage
                && stage.isOverdue(method.options().lockTimeout());
    }

    @Nullable
    public CachedValue get(EntryKey key) {
        CachedValue found = region.get(key);
        return found != null || pending.isEmpty() ? found : going(key);
    }

    private @Nullable CachedValue going(EntryKey key) {
        CachedValue going = pending.get(key);
        if (going == null || !isOverdue(going)) {
            return going;
        }
        pending.remove(key, going);
        return null;
    }

    /** Returns an entry that has become usable, or {@code null}: the caller must then load it and release the key. */
    @Nullable
    public CachedValue claim(EntryKey key, Predicate<CachedValue> usable) {
        CachedValue going = pending.isEmpty() ? null : going(key);
        return going != null && usable.test(going) ? going : region.claim(key, usable);
    }

    public void release(EntryKey key) {
        region.release(key);
    }

    /**
     * Stores an entry, unless the load has changed an argument that is part of the key itself, not as a copy. The entry of
     * a scope leaves one from a newer request where it is: this node, or this transaction, is slow.
     *
     * @param rejected the entry that the call has found and can't use, if any. It is replaced even if it seems newer: its
     *     label may be that of a commit that the database has lost.
     */
    public void put(EntryKey key, CachedValue value, @Nullable CachedValue rejected) {
        if (!key.isUnchanged()) {
            return;
        }
        if (value.stamps().isEmpty()) {
            region.put(key, value);
        } else {
            region.putUnless(
                    key,
                    value,
                    there -> isNewer(there, value)
                            && (rejected == null || !there.stamps().equals(rejected.stamps())));
        }
        method.statistics().history().stored(key, number, lifetime.nanoTime());
    }

    /** Returns whether an entry is from a request with newer labels of the scopes that both depend on. */
    private static boolean isNewer(CachedValue there, CachedValue other) {
        boolean newer = false;
        for (ScopeStamp stamp : there.stamps()) {
            for (ScopeStamp own : other.stamps()) {
                if (own.scope().equals(stamp.scope())
                        && own.label().cache().equals(stamp.label().cache())) {
                    long more = stamp.label().revision() - own.label().revision();
                    if (more < 0) {
                        return false;
                    }
                    newer |= more > 0;
                }
            }
        }
        return newer;
    }

    /** Removes an entry that was found to be wrong. */
    public void remove(EntryKey key) {
        region.remove(key);
    }

    long size() {
        return region.size();
    }

    /** Returns whether an entry was ever looked up or stored. */
    boolean isOpen() {
        return region.isOpen();
    }

    /** Lets the store free the entries: no new request will look them up. */
    void drop() {
        region.superseded();
    }
}
