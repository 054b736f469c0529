package org.cacheversions.testing.assertj;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
import org.cacheversions.Scope;
import org.cacheversions.testing.Action;
import org.cacheversions.testing.AssertionMessages;
import org.cacheversions.testing.CacheAssertions;
import org.cacheversions.testing.CacheObserver;

/**
 * AssertJ assertions on the effect of an action on caches.
 *
 * <pre>{@code
 * assertThatCaches(() -> bans.ban(7)).wereInvalidated("bans").andNoOther().wereLoaded("bans", 0);
 * }</pre>
 *
 * <p>See {@link CacheAssertions} for what counts as invalidated, and for the exceptions. An unknown name fails each
 * assertion. Not thread-safe.
 */
public final class CacheAssert extends AbstractAssert<CacheAssert, CacheObserver> {

    private final SortedMap<String, Set<String>> expected = new TreeMap<>();

    private CacheAssert(CacheObserver observer) {
        super(observer, CacheAssert.class);
    }

    /** Runs the action and observes it. An exception of the action is rethrown unchanged. */
    public static <E extends Exception> CacheAssert assertThatCaches(Action<E> action) throws E {
        CacheObserver observer = CacheObserver.begin();
        action.run();
        return new CacheAssert(observer);
    }

    /** Creates assertions on what this observer has seen, and will see until each assertion. */
    public static CacheAssert assertThatCaches(CacheObserver observer) {
        return new CacheAssert(observer);
    }

    /** Asserts that each of these caches was invalidated as a whole. */
    public CacheAssert wereInvalidated(String... caches) {
        for (String cache : caches) {
            actual.requireKnown(cache);
            if (!actual.hasInvalidatedWhole(cache)) {
                throw failure("%s", AssertionMessages.assertedInvalidation(cache, actual.invalidations()));
            }
            expected.put(cache, Set.of());
        }
        return this;
    }

    /** Asserts that each of these scopes was invalidated, by itself or with its whole cache. */
    public CacheAssert wereInvalidated(Scope... scopes) {
        for (Scope scope : scopes) {
            actual.requireKnown(scope.cache());
            if (!actual.hasInvalidated(scope)) {
                throw failure("%s", AssertionMessages.assertedInvalidation(scope.toString(), actual.invalidations()));
            }
            expected.merge(scope.cache(), Set.of(scope.text()), CacheAssert::union);
        }
        return this;
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        if (some.isEmpty()) {
            return some; // the whole cache
        }
        Set<String> both = new TreeSet<>(some);
        both.addAll(more);
        return both;
    }

    /** Asserts that none of these caches was invalidated, neither as a whole nor in part. */
    public CacheAssert wereNotInvalidated(String... caches) {
        for (String cache : caches) {
            actual.requireKnown(cache);
            if (actual.invalidated().contains(cache)) {
                throw failure("%s", AssertionMessages.assertedNoInvalidation(cache, actual.invalidations()));
            }
        }
        return this;
    }

    /** Asserts that none of these scopes was invalidated, neither by itself nor with its whole cache. */
    public CacheAssert wereNotInvalidated(Scope... scopes) {
        for (Scope scope : scopes) {
            actual.requireKnown(scope.cache());
            if (actual.hasInvalidated(scope)) {
                throw failure("%s", AssertionMessages.assertedNoInvalidation(scope.toString(), actual.invalidations()));
            }
        }
        return this;
    }

    /** Asserts that nothing was invalidated except the caches and scopes that {@code wereInvalidated} has named before. */
    public CacheAssert andNoOther() {
        actual.invalidatedScopes().forEach((cache, texts) -> {
            Set<String> named = expected.get(cache);
            if (named == null || (!named.isEmpty() && (texts.isEmpty() || !named.containsAll(texts)))) {
                throw failure("%s", AssertionMessages.assertedNoInvalidation(cache, actual.invalidations()));
            }
        });
        return this;
    }

    /** Asserts how many loads there were for methods and injected caches that depend on this cache. */
    public CacheAssert wereLoaded(String cache, long times) {
        long loads = actual.loads(cache);
        if (loads != times) {
            throw failure("%s", AssertionMessages.assertedLoads(cache, times, loads, actual.loaders(cache)));
        }
        return this;
    }
}
