package org.cacheversions.internal.core;

import java.util.List;
import java.util.function.Supplier;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.ReplicaGuard.Replayed;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/**
 * One cached call: look up under the labels of the request; on a miss load, and store what is sound. Its rules are
 * those of {@code request.pml} and {@code nested.pml}. Safe for use by many threads.
 */
public final class CachedCall {

    /** Computes the value. */
    @FunctionalInterface
    public interface Load {

        /** Answers the value, or throws what the caller of the cached method shall see. */
        @Nullable
        Object run() throws Exception;
    }

    private final VersionContexts contexts;
    private final Transactions transactions;
    private final Supplier<TransactionWork> newWork;
    private final FaultPoint faults;
    private final FlightControl control;
    private final Loading loading;
    private final KeyCheck keyCheck;
    private final Warnings warnings;
    private final ReplicaGuard replicas;

    CachedCall(
            VersionContexts contexts,
            Transactions transactions,
            Supplier<TransactionWork> newWork,
            FaultPoint faults,
            Warnings warnings,
            ReplicaGuard replicas) {
        this.contexts = contexts;
        this.transactions = transactions;
        this.newWork = newWork;
        this.faults = faults;
        this.control = new FlightControl(faults);
        this.loading = new Loading(transactions);
        this.replicas = replicas;
        this.keyCheck = new KeyCheck(warnings);
        this.warnings = warnings;
    }

    /** Answers the entry for these arguments, or what the load gives. */
    public @Nullable Object call(CachePlan plan, @Nullable Object[] arguments, Load load) throws Exception {
        return call(plan, plan.key(arguments), load);
    }

    /** Answers the entry of this key, or what the load gives. */
    public @Nullable Object call(CachePlan plan, EntryKey key, Load load) throws Exception {
        VersionContext context = contexts.current();
        return context != null ? within(context, plan, key, load) : outermost(plan, key, load);
    }

    private @Nullable Object outermost(CachePlan plan, EntryKey key, Load load) throws Exception {
        VersionContext context = contexts.pin(false);
        contexts.bind(context);
        try {
            return within(context, plan, key, load);
        } finally {
            contexts.bind(null);
        }
    }

    private @Nullable Object within(VersionContext context, CachePlan plan, EntryKey key, Load load) throws Exception {
        Generation generation = usable(context, plan);
        if (generation == null) {
            return bypass(context, plan, load);
        }
        CachedValue found = generation.get(key);
        if (found != null && context.accepts(found)) {
            return hit(context, plan, generation, found);
        }
        EntryKey own = key.detached();
        keyCheck.check(plan, own);
        boolean inside = transactions.isActive();
        Replayed replayed = replicas.before(context.frame(), inside);
        if (!replayed.includes(generation.labels())) {
            return bypass(context, plan, load); // it may be older than the labels, and nobody need wait for it
        }
        return inside
                ? missInside(context, plan, generation, own, load, replayed)
                : missOutside(context, plan, generation, own, load, replayed);
    }

    /** Answers the entry of this key, if there is one that this request may use. */
    public @Nullable CachedValue find(CachePlan plan, EntryKey key) {
        VersionContext bound = contexts.current();
        VersionContext context = bound != null ? bound : contexts.pin(false);
        LoadFrame enclosing = context.frame();
        Generation generation = usable(context, plan);
        if (generation == null) {
            taintEnclosing(context); // it will get elsewhere what it did not find, and of labels that nobody knows
            return null;
        }
        CachedValue found = generation.get(key);
        if (found == null || !context.accepts(found)) {
            if (enclosing != null) {
                enclosing.read(generation.labels(), List.of());
            }
            return null;
        }
        hit(context, plan, generation, found);
        return found;
    }

    /** Stores a value that the current request has computed; does nothing without a request. */
    public void put(CachePlan plan, EntryKey key, @Nullable Object value) {
        VersionContext context = contexts.current();
        if (context == null || !context.isRequest()) {
            return;
        }
        Generation generation = usable(context, plan);
        if (generation == null) {
            return;
        }
        Object transaction = transactions.current();
        // what an enclosing load has read so far, the value may have been computed from; without one, nobody knows when
        Replayed replayed = replicas.before(context.frame(), true);
        if (!replayed.includes(generation.labels())) {
            return;
        }
        LoadFrame frame = context.frame() != null ? context.frame() : new LoadFrame(null, transaction, replayed);
        CachedValue entry = loading.entry(context, plan, generation, new Loading.Loaded(value, frame), transaction);
        if (entry != null && Loading.keeps(plan, value)) {
            EntryKey own = key.detached();
            keyCheck.check(plan, own);
            if (transactions.isActive()) {
                defer(generation, own, entry);
            } else {
                generation.put(own, entry);
            }
        }
    }

    /** Answers the entries to use, or {@code null} if the store is to be left alone. */
    private @Nullable Generation usable(VersionContext context, CachePlan plan) {
        VersionSnapshot snapshot = context.snapshot();
        if (snapshot == null) {
            return null;
        }
        Generation generation = snapshot.generation(plan);
        if (generation == null) {
            requireSeen(context, snapshot, plan);
            return null;
        }
        return context.hasInvalidated(plan) ? null : generation;
    }

    private void requireSeen(VersionContext context, VersionSnapshot snapshot, CachePlan plan) {
        for (String cache : plan.caches()) {
            if (snapshot.wasStopped(cache)) {
                warnings.once(Messages.stoppedCache(cache));
            } else if (snapshot.find(cache) == null) {
                taintEnclosing(context);
                throw new UnknownCacheException(
                        Messages.unknownCache(cache, snapshot.rows().keySet()));
            }
        }
    }

    private @Nullable Object bypass(VersionContext context, CachePlan plan, Load load) throws Exception {
        plan.statistics().bypassed();
        return loading.apart(context, plan, load);
    }

    private @Nullable Object hit(VersionContext context, CachePlan plan, Generation generation, CachedValue found) {
        plan.statistics().hit();
        LoadFrame enclosing = context.frame();
        if (enclosing != null) {
            enclosing.read(generation.labels(), found.reads());
        }
        return plan.asynchronous() ? StageCall.stageOf(found.value()) : found.value();
    }

    private @Nullable Object missInside(
            VersionContext context, CachePlan plan, Generation generation, EntryKey key, Load load, Replayed replayed)
            throws Exception {
        Object transaction = transactions.current();
        TransactionWork work = transactions.find();
        if (work != null) {
            if (work.invalidation().coversAny(plan.caches())) {
                return bypass(context, plan, load);
            }
            CachedValue own = work.find(generation, key);
            if (own != null && context.accepts(own)) {
                context.usedIn(transaction, work);
                return hit(context, plan, generation, own);
            }
        }
        plan.statistics().miss();
        if (plan.asynchronous()) {
            return loading.apart(context, plan, load); // who knows what it sees when, and whether that commits
        }
        Loading.Loaded loaded = loading.run(context, plan, generation, replayed, transaction, load);
        CachedValue entry = loading.entry(context, plan, generation, loaded, transaction);
        TransactionWork joined = entry == null ? null : join();
        if (joined == null || entry == null || joined.invalidation().coversAny(plan.caches())) {
            taintEnclosing(context);
            return loaded.value();
        }
        context.usedIn(transaction, joined);
        if (Loading.keeps(plan, loaded.value())) {
            joined.defer(generation, key, entry);
        }
        return loaded.value();
    }

    private static void taintEnclosing(VersionContext context) {
        if (context.frame() != null) {
            context.frame().taint();
        }
    }

    private @Nullable TransactionWork join() {
        try {
            return transactions.join(newWork);
        } catch (IllegalStateException e) {
            return null; // it can only roll back
        }
    }

    private void defer(Generation generation, EntryKey key, CachedValue entry) {
        TransactionWork work = join();
        if (work != null && !work.invalidation().coversAnyRow(generation.labels())) {
            work.defer(generation, key, entry);
        }
    }

    private @Nullable Object missOutside(
            VersionContext context, CachePlan plan, Generation generation, EntryKey key, Load load, Replayed replayed)
            throws Exception {
        long deadline = System.nanoTime() + plan.options().lockTimeout().toNanos();
        while (true) {
            Flight mine = new Flight();
            Flight other = generation.flights().putIfAbsent(key, mine);
            if (other == null) {
                return lead(context, plan, generation, key, load, replayed, mine);
            }
            if (!control.await(other, deadline)) {
                plan.statistics().miss();
                return loadAndStore(context, plan, generation, key, load, replayed, mine);
            }
            CachedValue shared = other.result();
            if (shared != null && context.accepts(shared)) {
                return hit(context, plan, generation, shared);
            }
        }
    }

    private @Nullable Object lead(
            VersionContext context,
            CachePlan plan,
            Generation generation,
            EntryKey key,
            Load load,
            Replayed replayed,
            Flight flight)
            throws Exception {
        try {
            // whoever led before may have stored it between our look and our take-off
            CachedValue found = plan.asynchronous() ? generation.get(key) : generation.claim(key, context::accepts);
            if (found != null && context.accepts(found)) {
                flight.land(found);
                return hit(context, plan, generation, found);
            }
            plan.statistics().miss();
            try {
                return loadAndStore(context, plan, generation, key, load, replayed, flight);
            } finally {
                if (!plan.asynchronous()) {
                    generation.release(key);
                }
            }
        } finally {
            generation.flights().remove(key, flight);
            flight.land(null);
        }
    }

    private @Nullable Object loadAndStore(
            VersionContext context,
            CachePlan plan,
            Generation generation,
            EntryKey key,
            Load load,
            Replayed replayed,
            Flight flight)
            throws Exception {
        Loading.Loaded loaded = loading.run(context, plan, generation, replayed, null, load);
        if (plan.asynchronous()) {
            CachedValue going = StageCall.share(context, plan, generation, key, loaded);
            flight.land(going);
            // a copy even to the first caller: what he does to it must not become the value of all
            return going == null ? loaded.value() : StageCall.stageOf(going.value());
        }
        CachedValue entry = loading.entry(context, plan, generation, loaded, null);
        if (entry == null) {
            taintEnclosing(context);
        } else {
            if (Loading.keeps(plan, loaded.value())) {
                faults.reached(FaultPoint.BEFORE_STORE);
                generation.put(key, entry);
            }
            flight.land(entry);
        }
        return loaded.value();
    }
}
