package org.cacheversions.internal.core.entries;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.internal.core.versions.ScopeWindows;
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
    private final ScopeWindows windows;

    private SnapshotView(
            VersionSnapshot versions, int methods, StoreGuard store, Lifetime lifetime, ScopeWindows windows) {
        this.windows = windows;
        this.versions = versions;
        this.generations = new @Nullable Generation[methods];
        this.store = store;
        this.lifetime = lifetime;
    }

    /** Returns the view before the first read: it has no cache. */
    public static SnapshotView empty(StoreGuard store, Lifetime lifetime, ScopeWindows windows) {
        return new SnapshotView(VersionSnapshot.EMPTY, 0, store, lifetime, windows);
    }

    /** Returns the view of rows that were read after this one, or this one if nothing has changed. */
    public SnapshotView next(Collection<VersionRow> read, List<CachedMethod> registered) {
        List<CachedMethod> methods = List.copyOf(registered); // more may be registered meanwhile
        VersionSnapshot newer = versions.next(read);
        if (newer == versions && methods.size() == generations.length) {
            return this;
        }
        SnapshotView next = new SnapshotView(newer, methods.size(), store, lifetime, windows);
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
        SnapshotView seen = new SnapshotView(versions.next(rows), methods.size(), store, lifetime, windows);
        for (CachedMethod method : methods) {
            Generation known = generation(method);
            seen.generations[method.index()] = known != null && seen.hasLabels(known) ? known : null;
        }
        return seen;
    }

    private boolean hasLabels(Generation known) {
        CachedMethod method = known.method();
        return known.labels().equals(labels(method))
                && (method.scopes().isEmpty()
                        || windows.cover(versions, method.scopes().positions().keySet()));
    }

    /** Returns the labels that the entries of a method are filed under, or {@code null} if a cache has no row. */
    private @Nullable List<VersionRow> labels(CachedMethod method) {
        List<VersionRow> all = versions.labels(method.caches());
        return all == null || method.scopes().isEmpty()
                ? all
                : versions.labels(method.scopes().whole());
    }

    private @Nullable Generation succeed(@Nullable Generation previous, CachedMethod method) {
        List<VersionRow> labels = labels(method);
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

    /** Returns what this node knows of the invalidations of scopes; newer than this snapshot, perhaps. */
    public ScopeWindows windows() {
        return windows;
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
        List<VersionRow> labels = labels(method);
        return labels == null
                ? null
                : added.computeIfAbsent(method.index(), i -> Generation.first(method, labels, store, lifetime));
    }
}
