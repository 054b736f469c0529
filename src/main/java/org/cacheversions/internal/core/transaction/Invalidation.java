package org.cacheversions.internal.core.transaction;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.spi.VersionRow;

/** What one transaction has invalidated, until the request ends or it is undone. Safe for use by many threads. */
public final class Invalidation {

    private final ConcurrentSkipListMap<String, Integer> caches = new ConcurrentSkipListMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private volatile boolean undone;

    /** Adds caches; answers those that were not yet invalidated, neither by name nor with all. */
    public SortedSet<String> add(Collection<String> more) {
        SortedSet<String> news = new TreeSet<>();
        for (String cache : more) {
            if (caches.merge(cache, 1, Integer::sum) == 1 && !isAll()) {
                news.add(cache);
            }
        }
        return news;
    }

    /** Adds every cache. */
    public void addAll() {
        all.incrementAndGet();
    }

    /** Adds what another one holds. */
    public Invalidation with(Invalidation other) {
        add(other.caches.keySet());
        if (other.isAll()) {
            addAll();
        }
        return this;
    }

    /** Tells whether every cache was added. */
    public boolean isAll() {
        return all.get() > 0;
    }

    /** Answers how often this cache was added, by name or with all. */
    public int times(String cache) {
        return caches.getOrDefault(cache, 0) + all.get();
    }

    /** Answers the caches that were added by name, in the order in which to lock them. */
    public SortedSet<String> caches() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(caches.keySet()));
    }

    /** Says that the transaction was rolled back: nothing has changed. */
    public void undo() {
        undone = true;
    }

    boolean isEmpty() {
        return !isAll() && caches.isEmpty();
    }

    boolean covers(String cache) {
        return !undone && (isAll() || caches.containsKey(cache));
    }

    public boolean coversAny(Collection<String> some) {
        if (undone) {
            return false;
        }
        if (isAll()) {
            return true;
        }
        for (String cache : some) {
            if (caches.containsKey(cache)) {
                return true;
            }
        }
        return false;
    }

    public boolean coversAnyRow(Collection<VersionRow> some) {
        for (VersionRow row : some) {
            if (covers(row.cache())) {
                return true;
            }
        }
        return false;
    }
}
