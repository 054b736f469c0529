package org.cacheversions.testing;

import java.util.SortedSet;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.internal.core.transaction.Invalidation;

/**
 * Assertions on what an action does to caches.
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
 * <p>They work on the application whose CDI container is the current one, and also inside an active JTA transaction:
 * there counts what the transaction will invalidate when it commits. An unknown name fails the assertion, so a typing
 * error can't make a test pass. What the action throws, the assertion throws unchanged. See {@link CacheObserver} for
 * what is seen.
 */
public final class CacheAssertions {

    private CacheAssertions() {}

    /**
     * Asserts that the action invalidates this cache, be it among others.
     *
     * @throws AssertionError if it does not, or there is no such cache; the message lists what was invalidated
     */
    public static <E extends Exception> void assertInvalidates(String cache, Action<E> action) throws E {
        CacheObserver observer = observe(cache, action);
        SortedSet<String> invalidated = observer.invalidated();
        if (!invalidated.contains(cache)) {
            throw new AssertionError(AssertionMessages.assertedInvalidation(cache, invalidated));
        }
    }

    /**
     * Asserts that the action leaves this cache valid.
     *
     * @throws AssertionError if it does not, or there is no such cache; the message lists what was invalidated
     */
    public static <E extends Exception> void assertDoesNotInvalidate(String cache, Action<E> action) throws E {
        CacheObserver observer = observe(cache, action);
        SortedSet<String> invalidated = observer.invalidated();
        if (invalidated.contains(cache)) {
            throw new AssertionError(AssertionMessages.assertedNoInvalidation(cache, invalidated));
        }
    }

    /**
     * Asserts that methods whose result depends on this cache are called so many times: misses, and calls that pass
     * the cache by.
     *
     * @throws AssertionError if they are called more or less often, there is no such cache, or caching is switched off
     */
    public static <E extends Exception> void assertLoads(String cache, long times, Action<E> action) throws E {
        CacheObserver observer = observe(cache, action);
        long loads = observer.loads(cache);
        if (loads != times) {
            throw new AssertionError(AssertionMessages.assertedLoads(cache, times, loads, observer.loaders(cache)));
        }
    }

    /** Answers what the action invalidates; sorted, unmodifiable. For assertions of one's own. */
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
     * Runs the action as a request, as the servlet filter does: its versions are read once, when it begins. Tests that
     * call beans without a servlet container need it to have several calls see one snapshot.
     */
    public static <E extends Exception> void asRequest(Action<E> action) throws E {
        VersionContexts contexts = CacheRuntime.current().engine().contexts();
        within(contexts, contexts.pin(), action);
    }

    /** Runs the action with caching switched off on the calling thread: every cached call computes. */
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
