package org.cacheversions.internal.core.versions;

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
import org.cacheversions.UnknownCacheException;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/** The versions of all caches, read with one SELECT. Immutable. */
public final class VersionSnapshot {

    /** The snapshot before the first read: it has no caches. */
    public static final VersionSnapshot EMPTY = new VersionSnapshot(Collections.emptySortedMap(), Set.of());

    private final SortedMap<String, VersionRow> rows;
    private final Set<String> stopped;

    private VersionSnapshot(SortedMap<String, VersionRow> rows, Set<String> stopped) {
        this.rows = rows;
        this.stopped = stopped;
    }

    /** Returns the snapshot of rows that were read after this one, or this one if nothing has changed. */
    public VersionSnapshot next(Collection<VersionRow> read) {
        SortedMap<String, VersionRow> newer = new TreeMap<>();
        for (VersionRow row : read) {
            if (!row.cache().equals(CacheNames.RESERVED)) {
                newer.put(row.cache(), row);
            }
        }
        if (newer.equals(rows)) {
            return this;
        }
        Set<String> gone = new HashSet<>(stopped);
        gone.addAll(rows.keySet());
        gone.removeAll(newer.keySet());
        return new VersionSnapshot(Collections.unmodifiableSortedMap(newer), Set.copyOf(gone));
    }

    /** Returns the rows of these caches in their order, or {@code null} if one has none. */
    @Nullable
    public List<VersionRow> labels(SortedSet<String> caches) {
        List<VersionRow> labels = new ArrayList<>(caches.size());
        for (String cache : caches) {
            VersionRow row = rows.get(cache);
            if (row == null) {
                return null;
            }
            labels.add(row);
        }
        return List.copyOf(labels);
    }

    public @Nullable VersionRow find(@Nullable String cache) {
        return cache == null ? null : rows.get(cache);
    }

    /**
     * Returns the row of a cache.
     *
     * @throws UnknownCacheException if it has none
     */
    public VersionRow row(@Nullable String cache) {
        VersionRow row = find(cache);
        if (row != null) {
            return row;
        }
        throw new UnknownCacheException(
                cache != null && CacheNames.isValid(cache)
                        ? VersionMessages.unknownCache(cache, rows.keySet())
                        : VersionMessages.invalidName(cache));
    }

    /** Returns the caches whose row is new or has changed since an earlier snapshot. */
    public SortedSet<String> changedSince(VersionSnapshot earlier) {
        SortedSet<String> changed = new TreeSet<>();
        rows.forEach((cache, row) -> {
            if (!row.equals(earlier.rows.get(cache))) {
                changed.add(cache);
            }
        });
        return changed;
    }

    /**
     * Returns how often each cache was invalidated since an earlier snapshot of this node. After a restart of a cache or
     * a restore of the database, revisions can't be compared; the change then counts once.
     */
    public Map<String, Long> invalidationsSince(VersionSnapshot earlier) {
        Map<String, Long> times = new TreeMap<>();
        for (VersionRow row : rows.values()) {
            VersionRow before = earlier.rows.get(row.cache());
            if (before != null && !before.equals(row)) {
                times.put(row.cache(), Math.max(1, row.revision() - before.revision()));
            }
        }
        return times;
    }

    /** Returns whether this snapshot contains all these rows. */
    public boolean has(List<VersionRow> some) {
        for (VersionRow row : some) {
            if (!row.equals(rows.get(row.cache()))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether this node has seen a row of this cache that is now gone. */
    public boolean wasStopped(String cache) {
        return stopped.contains(cache);
    }

    /** Returns all rows by the name of their cache; unmodifiable, sorted. */
    public SortedMap<String, VersionRow> rows() {
        return rows;
    }
}
