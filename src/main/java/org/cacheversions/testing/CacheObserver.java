package org.cacheversions.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * Tells what has happened since it began to observe: in the application whose CDI container is the current one.
 *
 * <pre>{@code
 * CacheObserver observer = CacheObserver.begin();
 * bans.ban(7);
 * assertEquals(Set.of("bans"), observer.invalidated());
 * }</pre>
 *
 * <p>Invalidated is what has another version than before, as committed in the database, by whomever; and, where a JTA
 * transaction is active on the calling thread, what this transaction will invalidate when it commits, if that was said
 * since. What a resource-local or JDBC transaction has not committed yet can't be seen.
 *
 * <p>To be used by the thread that began it. Observes the whole application, so tests that run at the same time against
 * the same container disturb each other.
 */
public final class CacheObserver {

    private final CacheRuntime runtime;
    private final SortedMap<String, String> labels;
    private final Map<CachedMethod, Long> loads;
    private final @Nullable Invalidation pending;
    private final SortedMap<String, Integer> pendingTimes = new TreeMap<>();

    private CacheObserver(CacheRuntime runtime) {
        this.runtime = runtime;
        runtime.engine().contexts().pin().requireSnapshot(); // auto-start waits for the first reading
        this.labels = labels();
        this.loads = counts();
        this.pending = runtime.engine().pending();
        if (pending != null) {
            labels.keySet().forEach(cache -> pendingTimes.put(cache, pending.times(cache)));
        }
    }

    /**
     * Begins to observe.
     *
     * @throws IllegalStateException if no CDI container is running
     * @throws org.cacheversions.VersionsUnavailableException if the versions can't be read
     */
    public static CacheObserver begin() {
        return new CacheObserver(CacheRuntime.current());
    }

    /** Answers the caches that were invalidated, started or stopped since; sorted, unmodifiable. */
    public SortedSet<String> invalidated() {
        SortedMap<String, String> now = labels();
        SortedSet<String> all = new TreeSet<>(labels.keySet());
        all.addAll(now.keySet());
        Invalidation current = runtime.engine().pending();
        all.removeIf(cache -> {
            String label = now.get(cache);
            return label != null && label.equals(labels.get(cache)) && !isPending(current, cache);
        });
        return Collections.unmodifiableSortedSet(all);
    }

    private boolean isPending(@Nullable Invalidation current, String cache) {
        if (current == null) {
            return false;
        }
        int before = current == pending ? pendingTimes.getOrDefault(cache, 0) : 0;
        return current.times(cache) > before;
    }

    /**
     * Answers how often a method or loader has been called since whose result depends on this cache.
     *
     * @throws AssertionError if there is no such cache, or caching is switched off in this application
     */
    public long loads(String cache) {
        requireKnown(cache);
        requireEnabled();
        return counts().entrySet().stream()
                .filter(entry -> entry.getKey().caches().contains(cache))
                .mapToLong(entry -> entry.getValue() - loads.getOrDefault(entry.getKey(), 0L))
                .sum();
    }

    /** Answers which methods those were and how often each was called, as in {@code BanService.find(long): 2}; sorted. */
    public List<String> loaders(String cache) {
        List<String> all = new ArrayList<>();
        counts().forEach((plan, count) -> {
            long news = count - loads.getOrDefault(plan, 0L);
            if (plan.caches().contains(cache) && news > 0) {
                all.add(plan.id() + ": " + news);
            }
        });
        Collections.sort(all);
        return all;
    }

    /**
     * Asserts that there is or was such a cache.
     *
     * @throws AssertionError if not
     */
    public void requireKnown(String cache) {
        SortedMap<String, String> now = labels();
        if (!now.containsKey(cache) && !labels.containsKey(cache)) {
            throw new AssertionError(AssertionMessages.assertedUnknownCache(cache, now.keySet()));
        }
    }

    private void requireEnabled() {
        if (!runtime.isEnabled()) {
            throw new AssertionError(AssertionMessages.assertedWithoutCaching());
        }
    }

    private SortedMap<String, String> labels() {
        SortedMap<String, String> read = new TreeMap<>();
        for (VersionRow row : runtime.source().read()) {
            if (!row.cache().equals(CacheNames.RESERVED)) {
                read.put(row.cache(), row.label());
            }
        }
        return read;
    }

    private Map<CachedMethod, Long> counts() {
        Map<CachedMethod, Long> counts = new HashMap<>();
        for (CachedMethod plan : runtime.engine().plans()) {
            counts.put(plan, plan.statistics().misses() + plan.statistics().bypasses());
        }
        return counts;
    }
}
