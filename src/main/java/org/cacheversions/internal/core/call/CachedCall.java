package org.cacheversions.internal.core.call;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cacheversions.Scope;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.support.WeakIdentities;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.internal.core.versions.VersionSnapshot;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * A cached call: looks up the entry under the labels of the request. On a miss it loads the value, and stores it if
 * that is safe. {@code request.pml} and {@code nested.pml} model its rules. Thread-safe.
 */
public final class CachedCall {

    private final VersionContexts contexts;
    private final Transactions transactions;
    private final Loading loading;
    private final SharedLoads outside;
    private final TransactionLoads inside;
    private final Keys keys;
    private final Warnings warnings;
    private final ReplicaGuard replicas;
    private final StaleValues stale;
    private final Refresh refresh;
    private final WeakIdentities<Verification.Original> originals = new WeakIdentities<>();

    public CachedCall(
            VersionContexts contexts,
            Transactions transactions,
            Supplier<TransactionWork> newWork,
            FaultPoint faults,
            Warnings warnings,
            StaleValues stale,
            Duration patience) {
        this.contexts = contexts;
        this.transactions = transactions;
        this.replicas = new ReplicaGuard(faults, patience);
        this.loading = new Loading(transactions, newWork, faults, warnings, replicas);
        this.stale = stale;
        this.outside = new SharedLoads(loading, faults, stale);
        this.inside = new TransactionLoads(loading);
        this.keys = new Keys(warnings);
        this.warnings = warnings;
        this.refresh = new Refresh(contexts, transactions, replicas, outside, warnings);
    }

    /** Sets the executor that refreshes entries before they expire. Without one, there is no refresh. */
    public void refreshExecutor(Executor executor) {
        refresh.background(executor);
    }

    /** Sets what observes loads. */
    public void observe(LoadObserver observer) {
        loading.observe(observer);
    }

    /**
     * Starts verifying hits by running their methods again; {@code null} stops it.
     *
     * @return how they were verified before
     */
    public synchronized @Nullable VerificationSettings verify(@Nullable VerificationSettings settings) {
        Verification verification = settings == null
                ? null
                : new Verification(settings, originals, contexts, transactions, replicas, outside);
        loading.beforeUse(verification == null ? (method, entry) -> {} : verification::note);
        return refresh.verify(verification);
    }

    /** Sets the supplier of the replica's versions. Values are then stored only if it had replayed their labels. */
    public void replica(Supplier<List<VersionRow>> versions) {
        replicas.replica(versions);
    }

    /** Returns the cached value for these arguments, or the loaded one. */
    public @Nullable Object call(CachedMethod method, @Nullable Object[] arguments, Load load) throws Exception {
        VersionContext bound = contexts.current();
        VersionContext context =
                bound != null ? bound : contexts.bindOneCall(method.options().apart());
        try {
            context.uses(method, arguments);
            // before the load, which may change the arguments
            EntryKey key = keys.of(method, arguments);
            return context.isTraced()
                    ? context.traced(method, key, () -> call(context, method, key, arguments, load))
                    : call(context, method, key, arguments, load);
        } finally {
            if (bound == null) {
                contexts.bind(null);
            }
        }
    }

    private @Nullable Object call(
            VersionContext context,
            CachedMethod method,
            @Nullable EntryKey key,
            @Nullable Object[] arguments,
            Load load)
            throws Exception {
        Generation generation = key == null ? null : usable(context, method);
        if (key == null || generation == null) {
            return bypassed(context, method, key, load);
        }
        CachedValue found = context.rerun() == null ? generation.get(key) : null;
        if (found == null || !accepts(context, found) || !generation.isFresh(found)) {
            return missing(context, generation, key, arguments, found, load);
        }
        refresh.hit(generation, key, found, arguments, load);
        return context.hit(generation, found);
    }

    /** Another node may have stored the entry under a label that this node has not read yet. */
    private boolean accepts(VersionContext context, CachedValue found) {
        return context.accepts(found) || (contexts.catchesUp(found.stamps()) && context.accepts(found));
    }

    private @Nullable Object bypassed(VersionContext context, CachedMethod method, @Nullable EntryKey key, Load load)
            throws Exception {
        return bypassed(
                context,
                method,
                load,
                e -> key == null || context.snapshot() != null ? null : stale.findUnread(context, method, key, e));
    }

    /** Bypasses the store. If the load fails, a stale value may be served. */
    private @Nullable Object bypassed(
            VersionContext context, CachedMethod method, Load load, Function<Exception, @Nullable CachedValue> old)
            throws Exception {
        try {
            return loading.bypass(context, method, load);
        } catch (Exception e) {
            CachedValue found = old.apply(e);
            if (found == null) {
                throw e;
            }
            return StaleValues.serve(context, method, found);
        }
    }

    private @Nullable Object missing(
            VersionContext context,
            Generation generation,
            EntryKey key,
            @Nullable Object[] arguments,
            @Nullable CachedValue found,
            Load load)
            throws Exception {
        List<Scope> scopes = generation.method().scopesOf(arguments);
        if (scopes == null) {
            return loading.bypass(context, generation.method(), load); // nothing is stored for null as a scope
        }
        ActiveTransaction transaction = transactions.active();
        Miss miss = miss(context, generation, key, scopes, transaction, transaction != null, found);
        if (!keys.isComparable(miss.method(), key) || context.hasInvalidatedScopes(miss.stamps())) {
            return loading.bypass(context, miss.method(), load);
        }
        if (!miss.isReplayed()) {
            // the replica may lag behind the labels
            return bypassed(context, miss.method(), load, e -> stale.find(context, generation, miss.key(), e));
        }
        return transaction == null ? outside.call(miss, load) : inside.call(miss, transaction, load);
    }

    /** In an enclosing load, the value may be computed from data that the load has already read. */
    private Miss miss(
            VersionContext context,
            Generation generation,
            EntryKey key,
            List<Scope> scopes,
            @Nullable ActiveTransaction transaction,
            boolean begunBefore,
            @Nullable CachedValue found) {
        LoadFrame enclosing = context.frame();
        return new Miss(
                context,
                generation,
                CachedMethod.kept(key),
                transaction,
                context.stamps(scopes),
                replicas.before(enclosing == null ? null : enclosing.replayed(), begunBefore),
                found);
    }

    /** Returns the entry for these arguments that this request may use, or {@code null}. */
    public @Nullable CachedValue find(CachedMethod method, @Nullable Object... arguments) {
        VersionContext bound = contexts.current();
        VersionContext context = bound != null ? bound : contexts.pinOneCall(false);
        context.uses(method, arguments);
        EntryKey key = keys.of(method, arguments);
        List<Scope> scopes = method.scopesOf(arguments);
        Generation generation = key == null || scopes == null ? null : usable(context, method);
        if (key == null || scopes == null || generation == null) {
            context.bypassed(method);
            return null;
        }
        CachedValue found = context.rerun() == null ? generation.get(key) : null;
        if (found != null && context.accepts(found) && generation.isFresh(found)) {
            return new CachedValue(context.hit(generation, found), found.reads(), found.end());
        }
        context.missed(generation, key, found);
        LoadFrame enclosing = context.frame();
        if (enclosing != null) {
            enclosing.read(generation.labels(), List.of());
            enclosing.readScopes(context.stamps(scopes));
        }
        return null;
    }

    /** Stores a value that the current request has computed. Does nothing outside a request. */
    public void put(CachedMethod method, @Nullable Object value, @Nullable Object... arguments) {
        VersionContext context = contexts.current();
        if (context == null || !context.isRequest()) {
            return;
        }
        EntryKey key = keys.of(method, arguments);
        List<Scope> scopes = method.scopesOf(arguments);
        Generation generation = key == null || scopes == null ? null : usable(context, method);
        if (key == null || scopes == null || generation == null) {
            return;
        }
        // without an enclosing load, the value may be as old as that of a transaction that began earlier
        ActiveTransaction transaction = transactions.active();
        CachedValue there = scopes.isEmpty() ? null : generation.get(key);
        CachedValue rejected = there == null || accepts(context, there) ? null : there;
        Miss miss = miss(context, generation, key, scopes, transaction, true, rejected)
                .withoutCall();
        if (!miss.isReplayed()) {
            context.refuseTags();
            return;
        }
        if (context.hasInvalidatedScopes(miss.stamps())) {
            return;
        }
        LoadFrame frame =
                context.frame() != null ? context.frame() : new LoadFrame(null, transaction, miss.replayed(), null);
        outside.put(miss, new Loading.Loaded(value, null, frame));
    }

    /** Returns the entries to use, or {@code null} if the call must bypass the store. */
    private @Nullable Generation usable(VersionContext context, CachedMethod method) {
        SnapshotView view = context.view();
        if (view == null) {
            return null;
        }
        Generation generation = view.generation(method);
        if (generation == null) {
            requireSeen(context, view.versions(), method);
            return null;
        }
        return context.hasInvalidated(method) ? null : generation;
    }

    private void requireSeen(VersionContext context, VersionSnapshot snapshot, CachedMethod method) {
        for (String cache : method.caches()) {
            if (snapshot.wasStopped(cache)) {
                warnings.once(VersionMessages.stoppedCache(cache));
            } else if (snapshot.find(cache) == null) {
                context.taint();
                if (contexts.isStarting()) {
                    return;
                }
                throw new UnknownCacheException(
                        VersionMessages.unknownCache(cache, snapshot.rows().keySet()));
            }
        }
    }
}
