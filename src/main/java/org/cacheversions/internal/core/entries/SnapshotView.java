package org.cacheversions.internal.core.entries;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.internal.core.versions.VersionSnapshot;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot with the entries that are valid under it. Each request is pinned to one view. A view is derived from the
 * previous one, so that entries under unchanged labels are shared and a method's labels are resolved once per snapshot,
 * not once per call. Thread-safe.
 */
public final class SnapshotView {

    private final VersionSnapshot versions;
    private final @Nullable Generation[] generations;
    private final ConcurrentHashMap<Integer, Generation> added = new ConcurrentHashMap<>();
    private final StoreGuard store;
    private final Lifetime lifetime;

    private SnapshotView(VersionSnapshot versions, int plans, StoreGuard store, Lifetime lifetime) {
        this.versions = versions;
        this.generations = new @Nullable Generation[plans];
        this.store = store;
        this.lifetime = lifetime;
    }

    /** Returns the view before the first read: it has no cache. */
    public static SnapshotView empty(StoreGuard store, Lifetime lifetime) {
        return new SnapshotView(VersionSnapshot.EMPTY, 0, store, lifetime);
    }

    /** Returns the view of rows that were read after this one, or this one if nothing has changed. */
    public SnapshotView next(Collection<VersionRow> read, List<CachedMethod> registered) {
        List<CachedMethod> plans = List.copyOf(registered); // more may be registered meanwhile
        VersionSnapshot newer = versions.next(read);
        if (newer == versions && plans.size() == generations.length) {
            return this;
        }
        SnapshotView next = new SnapshotView(newer, plans.size(), store, lifetime);
        for (CachedMethod plan : plans) {
            next.generations[plan.index()] = next.succeed(existing(plan), plan);
        }
        return next;
    }

    private @Nullable Generation succeed(@Nullable Generation previous, CachedMethod plan) {
        List<VersionRow> labels = versions.labels(plan.caches());
        if (previous == null) {
            return labels == null ? null : Generation.first(plan, labels, store, lifetime);
        }
        if (labels == null) {
            previous.end();
            return null;
        }
        return previous.labels().equals(labels) ? previous : previous.next(labels);
    }

    private @Nullable Generation existing(CachedMethod plan) {
        return plan.index() < generations.length ? generations[plan.index()] : added.get(plan.index());
    }

    public VersionSnapshot versions() {
        return versions;
    }

    /** Returns the approximate number of entries of a method on this node. */
    public long entries(CachedMethod plan) {
        Generation generation = existing(plan);
        return generation == null ? 0 : generation.size();
    }

    /** Returns the entries of a method, or {@code null} if one of its caches has no row. */
    @Nullable
    public Generation generation(CachedMethod plan) {
        if (plan.index() < generations.length) {
            return generations[plan.index()];
        }
        Generation known = added.get(plan.index());
        if (known != null) {
            return known;
        }
        List<VersionRow> labels = versions.labels(plan.caches());
        return labels == null
                ? null
                : added.computeIfAbsent(plan.index(), i -> Generation.first(plan, labels, store, lifetime));
    }
}
