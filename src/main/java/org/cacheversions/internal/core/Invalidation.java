package org.cacheversions.internal.core;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.cacheversions.spi.VersionRow;

/** What one transaction has invalidated, until the request ends or it is undone. Safe for use by many threads. */
public final class Invalidation {

    private final SortedSet<String> caches = new ConcurrentSkipListSet<>();
    private volatile boolean all;
    private volatile boolean undone;

    /** Adds caches; answers whether this is news. */
    public boolean add(Collection<String> more) {
        return caches.addAll(more);
    }

    /** Adds every cache. */
    public void addAll() {
        all = true;
    }

    /** Tells whether every cache was added. */
    public boolean isAll() {
        return all;
    }

    /** Answers the caches that were added by name, in the order in which to lock them. */
    public SortedSet<String> caches() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(caches));
    }

    /** Says that the transaction was rolled back: nothing has changed. */
    public void undo() {
        undone = true;
    }

    boolean isEmpty() {
        return !all && caches.isEmpty();
    }

    boolean covers(String cache) {
        return !undone && (all || caches.contains(cache));
    }

    boolean coversAny(Collection<String> some) {
        if (undone) {
            return false;
        }
        if (all) {
            return true;
        }
        for (String cache : some) {
            if (caches.contains(cache)) {
                return true;
            }
        }
        return false;
    }

    boolean coversAnyRow(Collection<VersionRow> some) {
        for (VersionRow row : some) {
            if (covers(row.cache())) {
                return true;
            }
        }
        return false;
    }
}
