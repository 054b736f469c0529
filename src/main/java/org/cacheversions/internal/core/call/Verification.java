package org.cacheversions.internal.core.call;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.PendingStage;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;

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
    private final AtomicBoolean busy = new AtomicBoolean();

    Verification(
            VerificationSettings settings,
            VersionContexts contexts,
            Transactions transactions,
            ReplicaGuard replicas,
            SharedLoads loads) {
        this.settings = settings;
        this.contexts = contexts;
        this.transactions = transactions;
        this.replicas = replicas;
        this.loads = loads;
    }

    /** Checks an entry that a call has found, or passes over it. */
    void hit(Generation generation, EntryKey key, CachedValue found, List<Scope> scopes, Load load) {
        CachedMethod method = generation.method();
        if (!settings.selects(method)
                || found.value() instanceof PendingStage
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
            VersionContext first = contexts.pinFresh();
            if (!holds(first, generation, found)) {
                return;
            }
            contexts.bind(first);
            Object once = load.run();
            VersionContext second = contexts.pinFresh();
            if (once instanceof CompletionStage || !holds(second, generation, found)) {
                return;
            }
            String difference = settings.difference(found.value(), once);
            if (difference == null) {
                return;
            }
            contexts.bind(second);
            Miss miss =
                    new Miss(second, generation, key, null, second.stamps(scopes), replicas.before(null, false), null);
            Loading.Loaded twice = loads.replace(miss, load);
            if (twice.failure() == null && holds(contexts.pinFresh(), generation, found)) {
                boolean repeatable = settings.difference(once, twice.value()) == null;
                generation.method().statistics().differed();
                settings.report(new VerificationSettings.Finding(
                        generation.method(), Integer.toHexString(key.hashCode()), difference, repeatable));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // no verdict: the next caller who misses sees it
        } finally {
            contexts.bind(previous);
        }
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
