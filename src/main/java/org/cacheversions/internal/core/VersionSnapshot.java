package org.cacheversions.internal.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * The versions of all caches, read by one SELECT; immutable. Each snapshot of a node is made from the one before, so
 * that what depends on unchanged labels is shared, and a method's labels are resolved once a snapshot, not once a
 * call.
 */
public final class VersionSnapshot {

    private final SortedMap<String, VersionRow> rows;
    private final Set<String> stopped;
    private final @Nullable Generation[] generations;
    private final ConcurrentHashMap<Integer, Generation> added = new ConcurrentHashMap<>();
    private final StoreGuard store;
    private final Lifetime lifetime;

    private VersionSnapshot(
            SortedMap<String, VersionRow> rows, Set<String> stopped, int plans, StoreGuard store, Lifetime lifetime) {
        this.rows = rows;
        this.stopped = stopped;
        this.generations = new @Nullable Generation[plans];
        this.store = store;
        this.lifetime = lifetime;
    }

    /** Answers a snapshot without any cache, to begin with. */
    static VersionSnapshot empty(StoreGuard store, Lifetime lifetime) {
        return new VersionSnapshot(Collections.emptySortedMap(), Set.of(), 0, store, lifetime);
    }

    /** Answers the snapshot of rows that were read after those of this one: itself, if nothing has changed. */
    VersionSnapshot next(Collection<VersionRow> read, List<CachePlan> registered) {
        List<CachePlan> plans = List.copyOf(registered); // more may come meanwhile
        SortedMap<String, VersionRow> newer = new TreeMap<>();
        for (VersionRow row : read) {
            if (!row.cache().equals(CacheNames.RESERVED)) {
                newer.put(row.cache(), row);
            }
        }
        if (newer.equals(rows) && plans.size() == generations.length) {
            return this;
        }
        Set<String> gone = new HashSet<>(stopped);
        gone.addAll(rows.keySet());
        gone.removeAll(newer.keySet());
        VersionSnapshot next = new VersionSnapshot(
                Collections.unmodifiableSortedMap(newer), Set.copyOf(gone), plans.size(), store, lifetime);
        for (CachePlan plan : plans) {
            next.generations[plan.index()] = next.succeed(existing(plan), plan);
        }
        return next;
    }

    private @Nullable Generation succeed(@Nullable Generation previous, CachePlan plan) {
        List<VersionRow> labels = labelsOf(plan);
        if (previous == null) {
            return labels == null ? null : Generation.first(plan, labels, store, lifetime);
        }
        if (labels == null) {
            previous.end();
            return null;
        }
        return previous.labels().equals(labels) ? previous : previous.next(labels);
    }

    private @Nullable Generation existing(CachePlan plan) {
        return plan.index() < generations.length ? generations[plan.index()] : added.get(plan.index());
    }

    /** Answers about how many entries of this plan this node holds. */
    long entries(CachePlan plan) {
        Generation generation = existing(plan);
        return generation == null ? 0 : generation.size();
    }

    /** Answers the entries of this plan, or {@code null} if one of its caches has no row. */
    @Nullable
    Generation generation(CachePlan plan) {
        if (plan.index() < generations.length) {
            return generations[plan.index()];
        }
        Generation known = added.get(plan.index());
        if (known != null) {
            return known;
        }
        List<VersionRow> labels = labelsOf(plan);
        return labels == null
                ? null
                : added.computeIfAbsent(plan.index(), i -> Generation.first(plan, labels, store, lifetime));
    }

    private @Nullable List<VersionRow> labelsOf(CachePlan plan) {
        List<VersionRow> labels = new ArrayList<>(plan.caches().size());
        for (String cache : plan.caches()) {
            VersionRow row = rows.get(cache);
            if (row == null) {
                return null;
            }
            labels.add(row);
        }
        return List.copyOf(labels);
    }

    /** Answers the row of a cache, or {@code null} if it has none. */
    public @Nullable VersionRow find(@Nullable String cache) {
        return cache == null ? null : rows.get(cache);
    }

    /** Answers the row of a cache, or throws {@link UnknownCacheException}. */
    public VersionRow row(@Nullable String cache) {
        VersionRow row = find(cache);
        if (row != null) {
            return row;
        }
        throw new UnknownCacheException(
                cache != null && CacheNames.isValid(cache)
                        ? Messages.unknownCache(cache, rows.keySet())
                        : Messages.invalidName(cache));
    }

    /** Answers the caches whose row is another one than in this earlier snapshot, or was not there. */
    SortedSet<String> changedSince(VersionSnapshot earlier) {
        SortedSet<String> changed = new TreeSet<>();
        rows.forEach((cache, row) -> {
            if (!row.equals(earlier.rows.get(cache))) {
                changed.add(cache);
            }
        });
        return changed;
    }

    /**
     * Answers how often each cache was invalidated since an earlier snapshot of this node. Of a row that was started
     * anew, or of a database that was restored, the difference says nothing, and it counts once.
     */
    Map<String, Long> invalidationsSince(VersionSnapshot earlier) {
        Map<String, Long> times = new TreeMap<>();
        for (VersionRow row : rows.values()) {
            VersionRow before = earlier.rows.get(row.cache());
            if (before != null && !before.equals(row)) {
                times.put(row.cache(), Math.max(1, row.revision() - before.revision()));
            }
        }
        return times;
    }

    /** Tells whether these rows are of this snapshot. */
    boolean has(List<VersionRow> some) {
        for (VersionRow row : some) {
            if (!row.equals(rows.get(row.cache()))) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether this node has seen a row of this cache that is gone now. */
    boolean wasStopped(String cache) {
        return stopped.contains(cache);
    }

    /** Answers all rows by the name of their cache; unmodifiable, sorted. */
    public Map<String, VersionRow> rows() {
        return rows;
    }
}
