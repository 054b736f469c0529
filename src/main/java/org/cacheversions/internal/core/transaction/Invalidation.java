package org.cacheversions.internal.core.transaction;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.support.Origin;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;

/** The caches that one transaction has invalidated. Thread-safe. */
public final class Invalidation {

    private static final int MOST_SCOPES = 1_000;

    private final ConcurrentSkipListMap<String, Integer> caches = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, Map<String, Integer>> scoped = new ConcurrentSkipListMap<>();
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentSkipListMap<String, Integer> written = new ConcurrentSkipListMap<>();
    private final Origin origin = new Origin();
    private volatile boolean undone;
    private volatile boolean settled;

    /** Adds caches or scopes and returns those that were not invalidated before. */
    public Targets add(Targets targets) {
        SortedMap<String, Set<String>> news = new TreeMap<>();
        targets.scopes().forEach((cache, texts) -> {
            if (texts.isEmpty()) {
                if (caches.merge(cache, 1, Integer::sum) == 1 && !isAll()) {
                    news.put(cache, texts);
                }
            } else {
                addScopes(cache, texts, news);
            }
        });
        return new Targets(news);
    }

    private void addScopes(String cache, Set<String> texts, Map<String, Set<String>> news) {
        Map<String, Integer> known = scoped.computeIfAbsent(cache, name -> new ConcurrentHashMap<>());
        Set<String> more = new TreeSet<>(texts);
        more.removeIf(text -> known.merge(text, 1, Integer::sum) > 1);
        if (isAll() || caches.containsKey(cache) || more.isEmpty()) {
            return;
        }
        if (known.size() > MOST_SCOPES) {
            caches.merge(cache, 1, Integer::sum);
            news.put(cache, Set.of());
        } else {
            news.put(cache, more);
        }
    }

    public void addAll() {
        all.incrementAndGet();
    }

    /** Adds the caches of another invalidation. */
    public Invalidation with(Invalidation other) {
        add(other.targets());
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

    /** Notes that the rows of these caches were written in the transaction, or the reserved row for all of them. */
    public void written(Collection<String> rows) {
        rows.forEach(row -> written.merge(row, 1, Integer::sum));
    }

    /** Returns how often the row of a cache was written, or 1 if that was not counted. */
    public int writes(String cache) {
        return Math.max(1, written.getOrDefault(cache, 0) + written.getOrDefault(CacheNames.RESERVED, 0));
    }

    /** Adds the origin of a part. */
    public void comesAlsoFrom(Invalidation part) {
        origin.add(part.origin);
    }

    /** Returns where in the application it comes from. */
    public Origin origin() {
        return origin;
    }

    /** Returns how often each scope of a cache was added, by its text. */
    public Map<String, Integer> scopeTimes(String cache) {
        return Map.copyOf(scoped.getOrDefault(cache, Map.of()));
    }

    /** Returns the caches that were added by name or by a scope, each as a whole or with its scopes. */
    public Targets targets() {
        SortedMap<String, Set<String>> scopes = new TreeMap<>();
        scoped.forEach((cache, times) -> scopes.put(cache, Set.copyOf(times.keySet())));
        caches.keySet().forEach(cache -> scopes.put(cache, Set.of()));
        return new Targets(scopes);
    }

    /** Returns these targets, as whole caches where more of a cache was invalidated than a journal should record. */
    public Targets widened(Targets some) {
        SortedMap<String, Set<String>> scopes = new TreeMap<>(some.scopes());
        scopes.replaceAll((cache, texts) -> coversWhole(cache) ? Set.of() : texts);
        return new Targets(scopes);
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
        return !isAll() && caches.isEmpty() && scoped.isEmpty();
    }

    /** Returns whether a cache was invalidated, as a whole or in part. */
    boolean covers(String cache) {
        return !undone && (isAll() || caches.containsKey(cache) || scoped.containsKey(cache));
    }

    private boolean coversWhole(String cache) {
        return !undone && (isAll() || caches.containsKey(cache));
    }

    /** Returns whether no entry of a method can be used, whatever its scopes. */
    public boolean coversMethod(CachedMethod method) {
        if (undone) {
            return false;
        }
        for (String cache : method.scopes().whole()) {
            if (covers(cache)) {
                return true;
            }
        }
        for (String cache : method.scopes().positions().keySet()) {
            if (coversWhole(cache)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether one of these scopes was invalidated, by itself or with its whole cache. */
    public boolean coversAnyStamp(List<ScopeStamp> stamps) {
        for (ScopeStamp stamp : stamps) {
            String cache = stamp.label().cache();
            if (coversWhole(cache)
                    || (!undone && scoped.getOrDefault(cache, Map.of()).containsKey(stamp.scope()))) {
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
