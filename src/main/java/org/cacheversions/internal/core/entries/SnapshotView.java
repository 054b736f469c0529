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

    private SnapshotView(VersionSnapshot versions, int methods, StoreGuard store, Lifetime lifetime) {
        this.versions = versions;
        this.generations = new @Nullable Generation[methods];
        this.store = store;
        this.lifetime = lifetime;
    }

    /** Returns the view before the first read: it has no cache. */
    public static SnapshotView empty(StoreGuard store, Lifetime lifetime) {
        return new SnapshotView(VersionSnapshot.EMPTY, 0, store, lifetime);
    }

    /** Returns the view of rows that were read after this one, or this one if nothing has changed. */
    public SnapshotView next(Collection<VersionRow> read, List<CachedMethod> registered) {
        List<CachedMethod> methods = List.copyOf(registered); // more may be registered meanwhile
        VersionSnapshot newer = versions.next(read);
        if (newer == versions && methods.size() == generations.length) {
            return this;
        }
        SnapshotView next = new SnapshotView(newer, methods.size(), store, lifetime);
        for (CachedMethod method : methods) {
            next.generations[method.index()] = next.succeed(existing(method), method);
        }
        return next;
    }

    /**
     * Returns a view of rows that a transaction sees, which may be old or uncommitted. It has the entries of this view
     * whose labels are equal to the rows, and supersedes none.
     */
    public SnapshotView seen(Collection<VersionRow> rows, List<CachedMethod> registered) {
        List<CachedMethod> methods = List.copyOf(registered);
        SnapshotView seen = new SnapshotView(versions.next(rows), methods.size(), store, lifetime);
        for (CachedMethod method : methods) {
            Generation known = generation(method);
            seen.generations[method.index()] =
                    known != null && known.labels().equals(seen.versions.labels(method.caches())) ? known : null;
        }
        return seen;
    }

    private @Nullable Generation succeed(@Nullable Generation previous, CachedMethod method) {
        List<VersionRow> labels = versions.labels(method.caches());
        if (previous == null) {
            return labels == null ? null : Generation.first(method, labels, store, lifetime);
        }
        if (labels == null) {
            previous.end();
            return null;
        }
        return previous.labels().equals(labels) ? previous : previous.next(labels);
    }

    private @Nullable Generation existing(CachedMethod method) {
        return method.index() < generations.length ? generations[method.index()] : added.get(method.index());
    }

    public VersionSnapshot versions() {
        return versions;
    }

    /** Returns the approximate number of entries of a method on this node. */
    public long entries(CachedMethod method) {
        Generation generation = existing(method);
        return generation == null ? 0 : generation.size();
    }

    /** Returns the entries of a method, or {@code null} if one of its caches has no row. */
    @Nullable
    public Generation generation(CachedMethod method) {
        if (method.index() < generations.length) {
            return generations[method.index()];
        }
        Generation known = added.get(method.index());
        if (known != null) {
            return known;
        }
        List<VersionRow> labels = versions.labels(method.caches());
        return labels == null
                ? null
                : added.computeIfAbsent(method.index(), i -> Generation.first(method, labels, store, lifetime));
    }
}
