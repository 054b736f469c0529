package org.cacheversions.internal.core.versions;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.cacheversions.spi.JournalRecord;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/** The windows of the caches with scopes. Thread-safe. */
public final class ScopeWindows {

    /** How many invalidations of a cache a node keeps. */
    static final int MOST = 100_000;

    private final Map<String, ScopeWindow> windows = new ConcurrentHashMap<>();
    private final LongSupplier clock;
    private final int most;
    private volatile Object state = new Object(); // another one after each change

    /** Measures times with this clock, in nanoseconds. */
    public ScopeWindows(LongSupplier clock) {
        this(clock, MOST);
    }

    ScopeWindows(LongSupplier clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Adds the window of a cache, if there is none. */
    public void add(String cache) {
        windows.computeIfAbsent(cache, name -> new ScopeWindow(most, clock));
    }

    /** Returns, for each cache whose row is not known, the revision from which on its journal must be read. */
    public SortedMap<String, Long> missing(List<VersionRow> rows) {
        SortedMap<String, Long> missing = new TreeMap<>();
        for (VersionRow row : rows) {
            ScopeWindow window = windows.get(row.cache());
            Long from = window == null ? null : window.missing(row);
            if (from != null) {
                missing.put(row.cache(), from);
            }
        }
        return missing;
    }

    /**
     * Advances the windows to rows, with the records that were read after them. A thread waits here for another one with
     * the same rows, since until the state has changed, stamps remember what is no longer valid.
     */
    public synchronized void advance(List<VersionRow> rows, List<JournalRecord> journal) {
        if (windows.isEmpty()) {
            return;
        }
        Map<String, List<JournalRecord>> records =
                journal.stream().collect(Collectors.groupingBy(JournalRecord::cache));
        for (VersionRow row : rows) {
            ScopeWindow window = windows.get(row.cache());
            if (window != null && window.missing(row) != null) {
                try {
                    window.advance(row, records.getOrDefault(row.cache(), List.of()));
                } finally {
                    state = new Object();
                }
            }
        }
    }

    /** Returns whether nothing was invalidated that an entry with these stamps depends on. */
    public boolean areValid(List<ScopeStamp> stamps) {
        Object now = state; // read first: if a window advances meanwhile, what is remembered does not count
        if (!(stamps instanceof ScopeStamps known)) {
            return areAllValid(stamps);
        }
        if (known.wereValidIn(now)) {
            return true;
        }
        boolean valid = areAllValid(stamps);
        if (valid) {
            known.foundValidIn(now);
        }
        return valid;
    }

    private boolean areAllValid(List<ScopeStamp> stamps) {
        for (int i = 0; i < stamps.size(); i++) { // an iterator would be garbage for each hit
            ScopeStamp stamp = stamps.get(i);
            ScopeWindow window = windows.get(stamp.label().cache());
            if (window == null || !window.isValid(stamp)) {
                return false;
            }
        }
        return true;
    }

    /** Does the same, where an invalidation counts only when this node has known it for a grace. */
    public boolean areValid(List<ScopeStamp> stamps, Duration grace) {
        return stamps.stream().allMatch(stamp -> {
            ScopeWindow window = windows.get(stamp.label().cache());
            return window != null && window.isValid(stamp, grace.toNanos());
        });
    }

    /** Returns whether the windows contain the rows of these caches, so that no valid entry is older than its row. */
    public boolean cover(VersionSnapshot versions, Set<String> caches) {
        for (String cache : caches) {
            VersionRow row = versions.find(cache);
            ScopeWindow window = windows.get(cache);
            if (window == null || row == null || !window.covers(row)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a stamp is newer than what this node has read. */
    public boolean areBehind(List<ScopeStamp> stamps) {
        for (int i = 0; i < stamps.size(); i++) {
            VersionRow label = stamps.get(i).label();
            ScopeWindow window = windows.get(label.cache());
            if (window != null && window.isBehind(label)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the label of a cache at a revision, or {@code null} if it is not known. */
    public @Nullable VersionRow at(String cache, long revision) {
        ScopeWindow window = windows.get(cache);
        return window == null ? null : window.at(revision);
    }

    /** Returns whether one of these stamps is older than all that is known of its cache. */
    public boolean areBefore(List<ScopeStamp> stamps) {
        return stamps.stream().map(ScopeStamp::label).anyMatch(label -> {
            ScopeWindow window = windows.get(label.cache());
            return window != null && window.isBefore(label);
        });
    }

    /** Returns the scopes of a cache that were invalidated after a revision; none if that is not all, or not known. */
    public Set<String> invalidatedSince(String cache, long revision) {
        ScopeWindow window = windows.get(cache);
        return window == null ? Set.of() : window.invalidatedSince(revision);
    }

    /** Returns what people can see of the window of a cache, or {@code null} if it has no scopes. */
    public @Nullable WindowFigures figures(String cache) {
        ScopeWindow window = windows.get(cache);
        return window == null ? null : window.figures();
    }

    /** Returns a label that changes with each invalidation of a scope, for a request with this row of the cache. */
    public VersionRow label(String scope, VersionRow row) {
        ScopeWindow window = windows.get(row.cache());
        return window == null || !window.covers(row) ? row : window.label(scope, row);
    }
}
