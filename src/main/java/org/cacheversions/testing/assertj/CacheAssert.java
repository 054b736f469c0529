package org.cacheversions.testing.assertj;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;
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

    private final SortedSet<String> expected = new TreeSet<>();

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

    /** Asserts that each of these caches was invalidated. */
    public CacheAssert wereInvalidated(String... caches) {
        SortedSet<String> invalidated = actual.invalidated();
        for (String cache : caches) {
            actual.requireKnown(cache);
            if (!invalidated.contains(cache)) {
                throw failure("%s", AssertionMessages.assertedInvalidation(cache, invalidated));
            }
        }
        expected.addAll(Arrays.asList(caches));
        return this;
    }

    /** Asserts that none of these caches was invalidated. */
    public CacheAssert wereNotInvalidated(String... caches) {
        SortedSet<String> invalidated = actual.invalidated();
        for (String cache : caches) {
            actual.requireKnown(cache);
            if (invalidated.contains(cache)) {
                throw failure("%s", AssertionMessages.assertedNoInvalidation(cache, invalidated));
            }
        }
        return this;
    }

    /** Asserts that no cache was invalidated except those that {@link #wereInvalidated} has named before. */
    public CacheAssert andNoOther() {
        SortedSet<String> others = new TreeSet<>(actual.invalidated());
        others.removeAll(expected);
        if (!others.isEmpty()) {
            throw failure("%s", AssertionMessages.assertedNoInvalidation(others.first(), actual.invalidated()));
        }
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
