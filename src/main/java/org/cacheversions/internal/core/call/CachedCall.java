package org.cacheversions.internal.core.call;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.Lifetime;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.support.Warnings;
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
 * One cached call: look up under the labels of the request; on a miss load, and store what is sound. Its rules are
 * those of {@code request.pml} and {@code nested.pml}. Safe for use by many threads.
 */
public final class CachedCall {

    private final VersionContexts contexts;
    private final Transactions transactions;
    private final Loading loading;
    private final SharedLoads outside;
    private final TransactionLoads inside;
    private final KeyCheck keyCheck;
    private final Warnings warnings;
    private final ReplicaGuard replicas;
    private final StaleValues stale;
    private final Refresh refresh;

    public CachedCall(
            VersionContexts contexts,
            Transactions transactions,
            Supplier<TransactionWork> newWork,
            FaultPoint faults,
            Warnings warnings,
            SnapshotReader reader,
            NodeClock clock,
            Duration patience) {
        this.contexts = contexts;
        this.transactions = transactions;
        this.loading = new Loading(transactions, newWork, faults);
        this.stale = new StaleValues(reader::last, new Lifetime(clock), transactions);
        this.outside = new SharedLoads(loading, faults, stale);
        this.inside = new TransactionLoads(loading);
        this.keyCheck = new KeyCheck(warnings);
        this.warnings = warnings;
        this.replicas = new ReplicaGuard(faults, patience);
        this.refresh = new Refresh(contexts, transactions, replicas, outside);
    }

    /** Refreshes entries ahead of their end on this executor from now on, where their methods say so. */
    public void refreshExecutor(Executor executor) {
        refresh.background(executor);
    }

    /** Stores what a load gives only if this, which reads the versions of the replica, finds the labels of the load. */
    public void replica(Supplier<List<VersionRow>> versions) {
        replicas.replica(versions);
    }

    /** Answers the entry for these arguments, or what the load gives. */
    public @Nullable Object call(CachedMethod plan, @Nullable Object[] arguments, Load load) throws Exception {
        return call(plan, plan.key(arguments), load);
    }

    /** Answers the entry of this key, or what the load gives. */
    public @Nullable Object call(CachedMethod plan, EntryKey key, Load load) throws Exception {
        VersionContext context = contexts.current();
        return context != null ? within(context, plan, key, load) : outermost(plan, key, load);
    }

    private @Nullable Object outermost(CachedMethod plan, EntryKey key, Load load) throws Exception {
        VersionContext context = contexts.pinOneCall();
        contexts.bind(context);
        try {
            return within(context, plan, key, load);
        } finally {
            contexts.bind(null);
        }
    }

    private @Nullable Object within(VersionContext context, CachedMethod plan, EntryKey key, Load load)
            throws Exception {
        Generation generation = usable(context, plan);
        if (generation == null) {
            return bypassed(context, plan, key, load);
        }
        CachedValue found = generation.get(key);
        if (found == null || !context.accepts(found) || !generation.isFresh(found)) {
            return missing(context, generation, key, load);
        }
        if (generation.isDue(found)) {
            refresh.begin(generation, key, load);
        }
        return context.hit(generation, found);
    }

    private @Nullable Object bypassed(VersionContext context, CachedMethod plan, EntryKey key, Load load)
            throws Exception {
        try {
            return loading.bypass(context, plan, load);
        } catch (Exception e) {
            CachedValue passed = context.snapshot() == null ? stale.findUnread(context, plan, key, e) : null;
            if (passed == null) {
                throw e;
            }
            return StaleValues.serve(context, plan, passed);
        }
    }

    private @Nullable Object missing(VersionContext context, Generation generation, EntryKey key, Load load)
            throws Exception {
        ActiveTransaction transaction = transactions.active();
        Miss miss = miss(context, generation, key, transaction, transaction != null);
        keyCheck.check(miss.plan(), miss.key());
        if (!miss.replayed().includes(generation.labels())) {
            return unguarded(miss, load);
        }
        return transaction == null ? outside.call(miss, load) : inside.call(miss, transaction, load);
    }

    /** What it gives may be older than the labels, and nobody need wait for it. */
    private @Nullable Object unguarded(Miss miss, Load load) throws Exception {
        try {
            return loading.bypass(miss.context(), miss.plan(), load);
        } catch (Exception e) {
            CachedValue passed = stale.find(miss.context(), miss.generation(), miss.key(), e);
            if (passed == null) {
                throw e;
            }
            return StaleValues.serve(miss.context(), miss.plan(), passed);
        }
    }

    /** What an enclosing load has read so far, the value may have been computed from. */
    private Miss miss(
            VersionContext context,
            Generation generation,
            EntryKey key,
            @Nullable ActiveTransaction transaction,
            boolean begunBefore) {
        LoadScope enclosing = context.frame();
        return new Miss(
                context,
                generation,
                key.detached(),
                transaction,
                replicas.before(enclosing == null ? null : enclosing.replayed(), begunBefore));
    }

    /** Answers the entry of this key, if there is one that this request may use. */
    public @Nullable CachedValue find(CachedMethod plan, EntryKey key) {
        VersionContext bound = contexts.current();
        VersionContext context = bound != null ? bound : contexts.pinOneCall();
        Generation generation = usable(context, plan);
        if (generation == null) {
            plan.statistics().bypassed();
            context.taint(); // it will get elsewhere what it did not find, and of labels that nobody knows
            return null;
        }
        CachedValue found = generation.get(key);
        if (found != null && context.accepts(found) && generation.isFresh(found)) {
            context.hit(generation, found);
            return found;
        }
        plan.statistics().miss();
        LoadScope enclosing = context.frame();
        if (enclosing != null) {
            enclosing.read(generation.labels(), List.of());
        }
        return null;
    }

    /** Stores a value that the current request has computed; does nothing without a request. */
    public void put(CachedMethod plan, EntryKey key, @Nullable Object value) {
        VersionContext context = contexts.current();
        if (context == null || !context.isRequest()) {
            return;
        }
        Generation generation = usable(context, plan);
        if (generation == null) {
            return;
        }
        // without an enclosing load nobody knows when it was computed: as in a transaction that began before
        ActiveTransaction transaction = transactions.active();
        Miss miss = miss(context, generation, key, transaction, true);
        if (!miss.replayed().includes(generation.labels())) {
            return;
        }
        keyCheck.check(plan, miss.key());
        LoadScope frame = context.frame() != null ? context.frame() : new LoadScope(null, transaction, miss.replayed());
        loading.finish(miss, new Loading.Loaded(value, frame));
    }

    /** Answers the entries to use, or {@code null} if the store is to be left alone. */
    private @Nullable Generation usable(VersionContext context, CachedMethod plan) {
        SnapshotView view = context.view();
        if (view == null) {
            return null;
        }
        Generation generation = view.generation(plan);
        if (generation == null) {
            requireSeen(context, view.versions(), plan);
            return null;
        }
        return context.hasInvalidated(plan) ? null : generation;
    }

    private void requireSeen(VersionContext context, VersionSnapshot snapshot, CachedMethod plan) {
        for (String cache : plan.caches()) {
            if (snapshot.wasStopped(cache)) {
                warnings.once(VersionMessages.stoppedCache(cache));
            } else if (snapshot.find(cache) == null) {
                context.taint();
                throw new UnknownCacheException(
                        VersionMessages.unknownCache(cache, snapshot.rows().keySet()));
            }
        }
    }
}
