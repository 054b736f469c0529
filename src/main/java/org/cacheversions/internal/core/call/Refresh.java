package org.cacheversions.internal.core.call;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.support.WeakIdentities;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * The work that hits start in the background. Refreshes entries shortly before they expire, while they are still served. Each load
 * has a context of its own, whose labels are read first, so that its value is never stored under newer labels.
 * Thread-safe.
 */
final class Refresh {

    /** Entries beyond this limit expire, and the next caller loads them. */
    static final int MOST = 64;

    private final VersionContexts contexts;
    private final Transactions transactions;
    private final ReplicaGuard replicas;
    private final SharedLoads loads;
    private final Warnings warnings;
    private final WeakIdentities<Verification.Original> originals = new WeakIdentities<>();
    private final AtomicInteger going = new AtomicInteger();
    private volatile @Nullable Verification verification;
    private volatile @Nullable Executor background;

    Refresh(
            VersionContexts contexts,
            Transactions transactions,
            ReplicaGuard replicas,
            SharedLoads loads,
            Warnings warnings) {
        this.contexts = contexts;
        this.transactions = transactions;
        this.replicas = replicas;
        this.loads = loads;
        this.warnings = warnings;
    }

    void background(Executor executor) {
        background = executor;
    }

    /**
     * Starts verifying hits, or stops it with {@code null}, and returns the settings of the verification before.
     *
     * @param loading notes what is stored from now on
     */
    synchronized @Nullable VerificationSettings verify(@Nullable VerificationSettings settings, Loading loading) {
        Verification before = verification;
        Verification checks = settings == null
                ? null
                : new Verification(settings, originals, contexts, transactions, replicas, loads);
        loading.beforeUse(checks == null ? (method, entry) -> {} : checks::note);
        verification = checks;
        return before == null ? null : before.settings();
    }

    /** Does in the background what there is to do for an entry that a call has found. */
    void hit(Generation generation, EntryKey key, CachedValue found, @Nullable Object[] arguments, Load load) {
        CachedMethod method = generation.method();
        Verification checks = checking(method);
        boolean due = generation.isDue(found);
        if (!due && checks == null) {
            return;
        }
        boolean fixed = method.isFixed(arguments);
        if (due && !fixed) {
            warnings.once(CallMessages.notRefreshed(method.id()));
        }
        List<Scope> scopes = fixed ? method.scopesOf(arguments) : null;
        if (scopes != null && due) {
            begin(generation, key, scopes, load);
        } else if (scopes != null && checks != null) {
            checks.hit(generation, key, found, scopes, load);
        }
    }

    /** Returns what is to check this hit, or {@code null}. */
    private @Nullable Verification checking(CachedMethod method) {
        Verification checks = verification;
        return checks != null && checks.selects(method) ? checks : null;
    }

    /** Refreshes an entry unless that is in progress. */
    private void begin(Generation generation, EntryKey key, List<Scope> scopes, Load load) {
        Executor executor = background;
        if (executor == null || going.get() >= MOST) {
            return;
        }
        EntryKey own = key.detached();
        if (!generation.renewed().add(own)) {
            return;
        }
        going.incrementAndGet();
        boolean begun = false;
        try {
            executor.execute(() -> {
                try {
                    run(generation, own, scopes, load);
                } finally {
                    end(generation, own);
                }
            });
            begun = true;
        } catch (RejectedExecutionException e) {
            // undeployed or overloaded: the entry expires, and the next caller loads it
        } finally {
            if (!begun) {
                end(generation, own);
            }
        }
    }

    private void end(Generation generation, EntryKey key) {
        generation.renewed().remove(key);
        going.decrementAndGet();
    }

    private void run(Generation generation, EntryKey key, List<Scope> scopes, Load load) {
        if (transactions.isActive()) {
            return; // the executor runs the task on a caller's thread: the load would see uncommitted data
        }
        VersionContext context = contexts.pinOneCall(false);
        SnapshotView view = context.view();
        if (view == null || view.generation(generation.method()) != generation) {
            return; // invalidated meanwhile: no new request will look this entry up
        }
        VersionContext previous = contexts.bind(context);
        try {
            Miss miss = new Miss(
                    context, generation, key, null, context.stamps(scopes), replicas.before(null, false), null);
            if (miss.isReplayed()) {
                loads.renew(miss, load);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // already counted; the entry is served until it expires, then a caller sees the exception
        } finally {
            contexts.bind(previous);
        }
    }
}
