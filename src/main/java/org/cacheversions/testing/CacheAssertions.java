package org.cacheversions.testing;

import java.util.SortedSet;
import org.cacheversions.Scope;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.internal.core.transaction.Invalidation;

/**
 * Assertions on the effect of an action on caches.
 *
 * <pre>{@code
 * @Test
 * void banningSomeoneInvalidatesTheBans() {
 *     assertInvalidates("bans", () -> bans.ban(7));
 *     assertDoesNotInvalidate("categories", () -> bans.ban(8));
 *     assertLoads("bans", 1, () -> {
 *         bans.find(7);
 *         bans.find(7);
 *     });
 * }
 * }</pre>
 *
 * <p>They observe the application whose CDI container is the current one. Inside an active JTA transaction, the caches
 * that the transaction will invalidate when it commits count as invalidated; see {@link CacheObserver} for details. An
 * unknown name fails the assertion, so a typing error cannot make a test pass. An exception of the action is rethrown
 * unchanged.
 *
 * <p>All methods throw {@link IllegalStateException} if no CDI container is running. The assertions throw
 * {@link org.cacheversions.VersionsUnavailableException} if the versions cannot be read.
 *
 * <p>Stateless and thread-safe. However, tests that run at the same time against the same container disturb each other.
 */
public final class CacheAssertions {

    private CacheAssertions() {}

    /**
     * Asserts that the action invalidates this whole cache, not only scopes of it. It may invalidate others as well.
     *
     * @throws AssertionError if it does not, or if there is no such cache; the message lists what was invalidated
     */
    public static <E extends Exception> void assertInvalidates(String cache, Action<E> action) throws E {
        CacheObserver observer = observe(cache, action);
        if (!observer.hasInvalidatedWhole(cache)) {
            throw new AssertionError(AssertionMessages.assertedInvalidation(cache, observer.invalidations()));
        }
    }

    /**
     * Asserts that the action invalidates this scope, by itself or with its whole cache. It may invalidate others as well.
     *
     * @throws AssertionError if it does not, or if there is no such cache; the message lists what was invalidated
     */
    public static <E extends Exception> void assertInvalidates(Scope scope, Action<E> action) throws E {
        CacheObserver observer = observe(scope.cache(), action);
        if (!observer.hasInvalidated(scope)) {
            throw new AssertionError(
                    AssertionMessages.assertedInvalidation(scope.toString(), observer.invalidations()));
        }
    }

    /**
     * Asserts that the action invalidates neither this cache nor any scope of it.
     *
     * @throws AssertionError if it does, or if there is no such cache; the message lists what was invalidated
     */
    public static <E extends Exception> void assertDoesNotInvalidate(String cache, Action<E> action) throws E {
        CacheObserver observer = observe(cache, action);
        if (observer.invalidated().contains(cache)) {
            throw new AssertionError(AssertionMessages.assertedNoInvalidation(cache, observer.invalidations()));
        }
    }

    /**
     * Asserts that the action invalidates neither this scope nor its whole cache.
     *
     * @throws AssertionError if it does, or if there is no such cache; the message lists what was invalidated
     */
    public static <E extends Exception> void assertDoesNotInvalidate(Scope scope, Action<E> action) throws E {
        CacheObserver observer = observe(scope.cache(), action);
        if (observer.hasInvalidated(scope)) {
            throw new AssertionError(
                    AssertionMessages.assertedNoInvalidation(scope.toString(), observer.invalidations()));
        }
    }

    /**
     * Asserts how many loads the action causes for methods and injected caches that depend on this cache. Misses and
     * bypasses count.
     *
     * @throws AssertionError if there are more or fewer loads, if there is no such cache, or if caching is switched off
     */
    public static <E extends Exception> void assertLoads(String cache, long times, Action<E> action) throws E {
        CacheObserver observer = observe(cache, action);
        long loads = observer.loads(cache);
        if (loads != times) {
            throw new AssertionError(AssertionMessages.assertedLoads(cache, times, loads, observer.loaders(cache)));
        }
    }

    /**
     * Asserts that no entry is out of date which the action finds: each hit runs its method again, on the same thread, and
     * compares the values field by field. So an action that writes without invalidating, and then reads, fails. Hits in a
     * transaction, and of methods that {@link org.cacheversions.VersionedCache#refreshAhead} would not allow, are passed
     * over.
     *
     * <pre>{@code
     * assertNothingForgotten(() -> {
     *     bans.findBan(7);
     *     importer.run(); // writes bans by SQL
     *     bans.findBan(7);
     * });
     * }</pre>
     *
     * @throws AssertionError if an entry differs; it lists all of them
     */
    public static <E extends Exception> void assertNothingForgotten(Action<E> action) throws E {
        VerifiedHits hits = VerifiedHits.begin();
        try {
            action.run();
        } finally {
            hits.end();
        }
        hits.requireNoDifference();
    }

    /** Returns the caches that the action invalidates, as a whole or in part, sorted and unmodifiable. */
    public static <E extends Exception> SortedSet<String> invalidatedBy(Action<E> action) throws E {
        CacheObserver observer = CacheObserver.begin();
        action.run();
        return observer.invalidated();
    }

    private static <E extends Exception> CacheObserver observe(String cache, Action<E> action) throws E {
        CacheObserver observer = CacheObserver.begin();
        action.run();
        observer.requireKnown(cache);
        return observer;
    }

    /**
     * Runs the action as one request, as the servlet filter does: the versions are read once, when the action begins.
     * Without a request, each outermost cached call reads the versions for itself.
     */
    public static <E extends Exception> void asRequest(Action<E> action) throws E {
        VersionContexts contexts = CacheRuntime.current().engine().contexts();
        within(contexts, contexts.pin(), action);
    }

    /** Runs the action with caching switched off on the calling thread: every cached call bypasses the store. */
    public static <E extends Exception> void withoutCaching(Action<E> action) throws E {
        VersionContexts contexts = CacheRuntime.current().engine().contexts();
        VersionContext context = contexts.pin();
        Invalidation all = new Invalidation();
        all.addAll();
        context.invalidated(all);
        within(contexts, context, action);
    }

    private static <E extends Exception> void within(VersionContexts contexts, VersionContext context, Action<E> action)
            throws E {
        VersionContext previous = contexts.bind(context);
        try {
            action.run();
        } finally {
            contexts.bind(previous);
        }
    }
}
