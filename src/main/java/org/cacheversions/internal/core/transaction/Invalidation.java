package org.cacheversions.internal.core.transaction;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.spi.VersionRow;

/** The caches that one transaction has invalidated. Thread-safe. */
public final class Invalidation {

    private final ConcurrentSkipListMap<String, Integer> caches = new ConcurrentSkipListMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private volatile boolean undone;
    private volatile boolean settled;

    /** Adds caches and returns those that were not invalidated before. */
    public SortedSet<String> add(Collection<String> more) {
        SortedSet<String> news = new TreeSet<>();
        for (String cache : more) {
            if (caches.merge(cache, 1, Integer::sum) == 1 && !isAll()) {
                news.add(cache);
            }
        }
        return news;
    }

    public void addAll() {
        all.incrementAndGet();
    }

    /** Adds the caches of another invalidation. */
    public Invalidation with(Invalidation other) {
        add(other.caches.keySet());
        if (other.isAll()) {
            addAll();
        }
        return this;
    }

    public boolean isAll() {
        return all.get() > 0;
    }

    /** Returns how often a cache was added, by name or as one of all. */
    public int times(String cache) {
        return caches.getOrDefault(cache, 0) + all.get();
    }

    /** Returns the caches that were added by name, in the order in which their rows are locked. */
    public SortedSet<String> caches() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(caches.keySet()));
    }

    /** Marks the transaction as rolled back: nothing has changed. */
    public void undo() {
        undone = true;
    }

    /** Marks the invalidation as final: nothing is added to it, and it is not undone. */
    public void settle() {
        settled = true;
    }

    public boolean isSettled() {
        return settled;
    }

    public boolean isUndone() {
        return undone;
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
