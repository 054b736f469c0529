package org.cacheversions.internal.core.call;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * What stands for or against the tag of a response: the caches and scopes that the cached calls of its request depend
 * on, and whether it must have none. Used by one thread at a time.
 */
final class UsedCaches {

    private final Set<String> whole = new HashSet<>();
    private final Map<String, Set<String>> scopes = new HashMap<>();
    private @Nullable CachedMethod shortest;
    private boolean refused;

    /** Makes the response go without any tag, also one that is begun later. */
    void refuse() {
        refused = true;
    }

    boolean isRefused() {
        return refused;
    }

    void add(CachedMethod method, @Nullable Object[] arguments) {
        Duration life = method.options().timeToLive();
        if (life != null && (shortest == null || life.compareTo(life(shortest)) < 0)) {
            shortest = method;
        }
        whole.addAll(method.scopes().whole());
        if (!method.scopes().isEmpty()) {
            List<Scope> used = method.scopesOf(arguments);
            if (used == null) {
                whole.addAll(method.caches());
            } else {
                used.forEach(scope -> add(scope.cache(), scope.text()));
            }
        }
    }

    private static Duration life(CachedMethod method) {
        Duration life = method.options().timeToLive();
        return life == null ? ChronoUnit.FOREVER.getDuration() : life;
    }

    /** Returns the method with the shortest time to live, if one of this duration could outlive its value. */
    @Nullable
    CachedMethod outlived(@Nullable Duration maxAge) {
        CachedMethod method = shortest;
        return method != null && (maxAge == null || maxAge.compareTo(life(method)) > 0) ? method : null;
    }

    /** Adds what an entry that was found depends on beyond its own labels. */
    void add(List<VersionRow> reads, List<ScopeStamp> stamps) {
        reads.forEach(row -> whole.add(row.cache()));
        stamps.forEach(stamp -> add(stamp.label().cache(), stamp.scope()));
    }

    /** Adds what a part of the response depends on, by its annotation. */
    void add(SortedSet<String> caches, List<Scope> named) {
        whole.addAll(caches);
        named.forEach(scope -> add(scope.cache(), scope.text()));
    }

    private void add(String cache, String scope) {
        scopes.computeIfAbsent(cache, name -> new HashSet<>()).add(scope);
    }

    /** Returns the caches other than these that were used, as a whole or in scopes that are not named. */
    SortedSet<String> beyond(Set<String> caches, List<Scope> named) {
        SortedSet<String> others = new TreeSet<>(whole);
        scopes.forEach((cache, texts) -> {
            if (!texts.stream().allMatch(text -> named.stream()
                    .anyMatch(
                            scope -> scope.cache().equals(cache) && scope.text().equals(text)))) {
                others.add(cache);
            }
        });
        others.removeAll(caches);
        return others;
    }
}
