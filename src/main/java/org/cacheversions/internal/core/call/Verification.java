package org.cacheversions.internal.core.call;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.PendingStage;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.WeakIdentities;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * Finds forgotten invalidations: after some hits it runs the method again, in the background. If the value differs and
 * the entry was valid before and after, something has changed the data without invalidating the cache. One check at a
 * time on a node. Thread-safe.
 */
final class Verification {

    private final VerificationSettings settings;
    private final VersionContexts contexts;
    private final Transactions transactions;
    private final ReplicaGuard replicas;
    private final SharedLoads loads;
    private final WeakIdentities<Original> originals;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** When an entry was computed, and the digest of its value then. */
    record Original(long nanoTime, @Nullable Long digest) {}

    Verification(
            VerificationSettings settings,
            WeakIdentities<Original> originals,
            VersionContexts contexts,
            Transactions transactions,
            ReplicaGuard replicas,
            SharedLoads loads) {
        this.settings = settings;
        this.originals = originals;
        this.contexts = contexts;
        this.transactions = transactions;
        this.replicas = replicas;
        this.loads = loads;
    }

    VerificationSettings settings() {
        return settings;
    }

    /** Notes what an entry contains, before a caller gets its value and can change it. */
    void note(CachedMethod method, CachedValue entry) {
        if (settings.allowed().test(method)) {
            originals.put(entry, new Original(settings.clock().nanoTime(), settings.digest(entry.value())));
        }
    }

    /** Returns whether to check this hit of a method. */
    boolean selects(CachedMethod method) {
        return settings.selects(method);
    }

    /** Checks an entry that a call has found, unless another check is in progress. */
    void hit(Generation generation, EntryKey key, CachedValue found, List<Scope> scopes, Load load) {
        if (found.value() instanceof PendingStage
                || transactions.isActive() // its data may differ from what others see
                || !busy.compareAndSet(false, true)) {
            return;
        }
        EntryKey own = key.detached();
        boolean begun = false;
        try {
            settings.executor().execute(() -> {
                try {
                    run(generation, own, found, scopes, load);
                } finally {
                    busy.set(false);
                }
            });
            begun = true;
        } catch (RejectedExecutionException e) {
            // undeployed or overloaded
        } finally {
            if (!begun) {
                busy.set(false);
            }
        }
    }

    private void run(Generation generation, EntryKey key, CachedValue found, List<Scope> scopes, Load load) {
        VersionContext previous = contexts.current();
        try {
            Miss first = begin(generation, key, found, scopes);
            Loading.Loaded once = first == null ? null : loads.compute(first, load);
            if (once == null || !isResult(once)) {
                return;
            }
            Miss second = begin(generation, key, found, scopes);
            List<String> differences = settings.differences(found.value(), once.value());
            if (second == null || differences.isEmpty()) {
                return;
            }
            Loading.Loaded twice = loads.replace(second, load);
            if (isResult(twice) && holds(contexts.pinFresh(), generation, found)) {
                report(generation.method(), key, found, once.value(), twice.value(), differences);
            }
        } catch (RuntimeException e) {
            // no verdict: the next caller who misses sees it
        } finally {
            contexts.bind(previous);
        }
    }

    /** Begins a run in a context of its own, or returns {@code null} if its result would prove nothing. */
    private @Nullable Miss begin(Generation generation, EntryKey key, CachedValue found, List<Scope> scopes) {
        VersionContext context = contexts.pinFresh();
        if (!holds(context, generation, found)) {
            return null;
        }
        contexts.bind(context);
        Miss miss =
                new Miss(context, generation, key, null, context.stamps(scopes), replicas.before(null, false), null);
        return miss.isReplayed() ? miss : null; // a replica that lags has older data than the entry
    }

    /** Returns whether a run has computed something that could be stored. */
    private static boolean isResult(Loading.Loaded loaded) {
        if (loaded.failure() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return loaded.failure() == null
                && !(loaded.value() instanceof CompletionStage)
                && loaded.frame().isSound();
    }

    private void report(
            CachedMethod method,
            EntryKey key,
            CachedValue found,
            @Nullable Object once,
            @Nullable Object twice,
            List<String> differences) {
        Original original = originals.get(found);
        VerificationSettings.Cause cause = settings.differences(once, twice).isEmpty()
                ? cause(original, found, once)
                : VerificationSettings.Cause.METHOD;
        method.statistics().differed();
        settings.report(new VerificationSettings.Finding(
                method, caches(method, found), TracedCall.digest(key.hashCode()), differences, age(original), cause));
    }

    private static SortedSet<String> caches(CachedMethod method, CachedValue entry) {
        SortedSet<String> caches = new TreeSet<>(method.caches());
        entry.reads().forEach(row -> caches.add(row.cache()));
        entry.stamps().forEach(stamp -> caches.add(stamp.label().cache()));
        return caches;
    }

    private @Nullable Duration age(@Nullable Original original) {
        return original == null ? null : Duration.ofNanos(settings.clock().nanoTime() - original.nanoTime);
    }

    private VerificationSettings.Cause cause(@Nullable Original original, CachedValue found, @Nullable Object result) {
        Long before = original == null ? null : original.digest;
        Long now = settings.digest(found.value());
        if (before == null || now == null) {
            return VerificationSettings.Cause.UNKNOWN;
        }
        if (before.equals(now)) {
            return VerificationSettings.Cause.DATA;
        }
        return before.equals(settings.digest(result))
                ? VerificationSettings.Cause.CALLER
                : VerificationSettings.Cause.UNKNOWN;
    }

    /** Returns whether a request that began now would be served the entry. */
    private boolean holds(VersionContext context, Generation generation, CachedValue found) {
        SnapshotView view = context.view();
        return !transactions.isActive()
                && view != null
                && view.generation(generation.method()) == generation
                && context.accepts(found)
                && generation.isFresh(found);
    }
}
