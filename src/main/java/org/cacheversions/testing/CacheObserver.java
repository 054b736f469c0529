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
 * Observes the caches of the application whose CDI container is the current one, from {@link #begin} on.
 *
 * <pre>{@code
 * CacheObserver observer = CacheObserver.begin();
 * bans.ban(7);
 * assertEquals(Set.of("bans"), observer.invalidated());
 * }</pre>
 *
 * <p>A cache counts as invalidated if its committed version differs from that at the beginning, no matter who changed
 * it. If a JTA transaction is active on the calling thread, the caches for which an invalidation has been requested in
 * it since the beginning count as well. Uncommitted changes of a resource-local or JDBC transaction are not visible.
 *
 * <p>An observer sees the whole application, so tests that run at the same time against the same container disturb each
 * other. Not thread-safe: use it on the thread that called {@link #begin}.
 */
public final class CacheObserver {

    private final CacheRuntime runtime;
    private final SortedMap<String, String> labels;
    private final Map<CachedMethod, Long> loads;
    private final @Nullable Invalidation pending;
    private final SortedMap<String, Integer> pendingTimes = new TreeMap<>();

    private CacheObserver(CacheRuntime runtime) {
        this.runtime = runtime;
        runtime.engine().contexts().pin().requireSnapshot(); // auto-start happens at the first read
        this.labels = labels();
        this.loads = counts();
        this.pending = runtime.engine().invalidator().pending();
        if (pending != null) {
            labels.keySet().forEach(cache -> pendingTimes.put(cache, pending.times(cache)));
        }
    }

    /**
     * Creates an observer that observes from now on.
     *
     * @throws IllegalStateException if no CDI container is running
     * @throws org.cacheversions.VersionsUnavailableException if the versions cannot be read
     */
    public static CacheObserver begin() {
        return new CacheObserver(CacheRuntime.current());
    }

    /** Returns the caches that were invalidated, started or stopped since the beginning, sorted and unmodifiable. */
    public SortedSet<String> invalidated() {
        SortedMap<String, String> now = labels();
        SortedSet<String> all = new TreeSet<>(labels.keySet());
        all.addAll(now.keySet());
        Invalidation current = runtime.engine().invalidator().pending();
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
     * Returns how many misses and bypasses there were since the beginning, for methods and injected caches that depend
     * on this cache. Each means one load, except those of {@link org.cacheversions.Cache#getIfPresent}.
     *
     * @throws AssertionError if there is no such cache, or if caching is switched off in this application
     */
    public long loads(String cache) {
        requireKnown(cache);
        requireEnabled();
        return counts().entrySet().stream()
                .filter(entry -> entry.getKey().caches().contains(cache))
                .mapToLong(entry -> entry.getValue() - loads.getOrDefault(entry.getKey(), 0L))
                .sum();
    }

    /**
     * Returns the methods and injected caches that {@link #loads} counts, each with its number, as in
     * {@code org.example.BanService.find(long): 2}; sorted.
     */
    public List<String> loaders(String cache) {
        List<String> all = new ArrayList<>();
        counts().forEach((method, count) -> {
            long news = count - loads.getOrDefault(method, 0L);
            if (method.caches().contains(cache) && news > 0) {
                all.add(method.id() + ": " + news);
            }
        });
        Collections.sort(all);
        return all;
    }

    /**
     * Asserts that there is such a cache, or was at the beginning.
     *
     * @throws AssertionError if there is not; the message lists the caches that exist
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
        for (CachedMethod method : runtime.engine().methods()) {
            counts.put(
                    method, method.statistics().misses() + method.statistics().bypasses());
        }
        return counts;
    }
}
