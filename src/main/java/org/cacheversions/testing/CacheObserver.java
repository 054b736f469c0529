package org.cacheversions.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cacheversions.Scope;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.spi.JournalRecord;
import org.cacheversions.spi.JournaledVersions;
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
    private final SortedMap<String, VersionRow> rows;
    private final Map<CachedMethod, Long> loads;
    private final @Nullable Invalidation pending;
    private final Map<String, Integer> pendingTimes = new HashMap<>();
    private final Map<String, Map<String, Integer>> pendingScopes = new HashMap<>();

    private CacheObserver(CacheRuntime runtime) {
        this.runtime = runtime;
        runtime.engine().contexts().pin().requireSnapshot(); // auto-start happens at the first read
        this.rows = byName(runtime.source().read());
        this.loads = counts();
        this.pending = runtime.engine().invalidator().pending();
        if (pending != null) {
            rows.keySet().forEach(cache -> {
                pendingTimes.put(cache, pending.times(cache));
                pendingScopes.put(cache, pending.scopeTimes(cache));
            });
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

    /**
     * Returns the caches that were invalidated, as a whole or in part, started or stopped since the beginning, sorted and
     * unmodifiable.
     */
    public SortedSet<String> invalidated() {
        return Collections.unmodifiableSortedSet(
                new TreeSet<>(invalidatedScopes().keySet()));
    }

    /** Returns whether this whole cache was invalidated, started or stopped since the beginning, not only scopes of it. */
    public boolean hasInvalidatedWhole(String cache) {
        return Set.of().equals(invalidatedScopes().get(cache));
    }

    /** Returns whether this scope was invalidated since the beginning, by itself or with its whole cache. */
    public boolean hasInvalidated(Scope scope) {
        Set<String> texts = invalidatedScopes().get(scope.cache());
        return texts != null && (texts.isEmpty() || texts.contains(scope.text()));
    }

    /**
     * Returns the caches that were invalidated, each with the {@linkplain Scope#text() texts} of the scopes, or with an
     * empty set if it was invalidated as a whole, started or stopped; sorted and unmodifiable. A scope counts
     * as its whole cache if there is no table {@code cache_journal}.
     */
    public SortedMap<String, Set<String>> invalidatedScopes() {
        JournaledVersions read = runtime.source().read(this::changed);
        SortedMap<String, VersionRow> now = byName(read.rows());
        SortedSet<String> caches = new TreeSet<>(rows.keySet());
        caches.addAll(now.keySet());
        SortedMap<String, Set<String>> all = new TreeMap<>();
        for (String cache : caches) {
            VersionRow before = rows.get(cache);
            VersionRow after = now.get(cache);
            if (before == null || after == null) {
                all.put(cache, Set.of());
            } else if (!after.equals(before)) {
                all.put(cache, committed(before, after, read.journal()));
            }
            Set<String> uncommitted = pending(cache);
            if (uncommitted != null) {
                all.merge(cache, uncommitted, CacheObserver::union);
            }
        }
        return Collections.unmodifiableSortedMap(all);
    }

    /** Returns the same as text, for messages, as in {@code [bans, permissions[=42]]}. */
    public List<String> invalidations() {
        return invalidatedScopes().entrySet().stream()
                .map(each -> each.getValue().isEmpty() ? each.getKey() : each.getKey() + each.getValue())
                .toList();
    }

    private SortedMap<String, Long> changed(List<VersionRow> now) {
        SortedMap<String, Long> since = new TreeMap<>();
        byName(now).forEach((cache, after) -> {
            VersionRow before = rows.get(cache);
            if (before != null && after.revision() > before.revision()) {
                since.put(cache, before.revision() + 1);
            }
        });
        return since;
    }

    /** Returns the scopes of a changed cache; none if a revision was not only for scopes. */
    private static Set<String> committed(VersionRow before, VersionRow after, List<JournalRecord> journal) {
        SortedSet<String> texts = new TreeSet<>();
        Set<Long> revisions = new HashSet<>();
        for (JournalRecord each : journal) {
            if (each.cache().equals(after.cache())
                    && each.revision() > before.revision()
                    && each.revision() <= after.revision()) {
                texts.add(each.scope());
                revisions.add(each.revision());
            }
        }
        return texts.contains(JournalRecord.WHOLE) || revisions.size() != after.revision() - before.revision()
                ? Set.of()
                : Collections.unmodifiableSortedSet(texts);
    }

    /** Returns the scopes that the active transaction will invalidate, none for the whole cache. */
    private @Nullable Set<String> pending(String cache) {
        Invalidation current = runtime.engine().invalidator().pending();
        if (current == null) {
            return null;
        }
        boolean same = current == pending;
        if (current.times(cache) > (same ? pendingTimes.getOrDefault(cache, 0) : 0)) {
            return Set.of();
        }
        Map<String, Integer> before = same ? pendingScopes.getOrDefault(cache, Map.of()) : Map.of();
        SortedSet<String> texts = new TreeSet<>();
        current.scopeTimes(cache).forEach((text, times) -> {
            if (times > before.getOrDefault(text, 0)) {
                texts.add(text);
            }
        });
        return texts.isEmpty() ? null : Collections.unmodifiableSortedSet(texts);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        if (some.isEmpty() || others.isEmpty()) {
            return Set.of();
        }
        SortedSet<String> both = new TreeSet<>(some);
        both.addAll(others);
        return Collections.unmodifiableSortedSet(both);
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
        SortedMap<String, VersionRow> now = byName(runtime.source().read());
        if (!now.containsKey(cache) && !rows.containsKey(cache)) {
            throw new AssertionError(AssertionMessages.assertedUnknownCache(cache, now.keySet()));
        }
    }

    private void requireEnabled() {
        if (!runtime.isEnabled()) {
            throw new AssertionError(AssertionMessages.assertedWithoutCaching());
        }
    }

    private static SortedMap<String, VersionRow> byName(List<VersionRow> read) {
        SortedMap<String, VersionRow> caches = new TreeMap<>();
        for (VersionRow row : read) {
            if (!row.cache().equals(CacheNames.RESERVED)) {
                caches.put(row.cache(), row);
            }
        }
        return caches;
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
