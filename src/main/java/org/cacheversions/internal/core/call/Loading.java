package org.cacheversions.internal.core.call;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Flight;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.ResultContent;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.internal.core.versions.ScopeStamps;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/** Runs loads, and decides whether their values may be shared and stored. Thread-safe. */
final class Loading {

    private final Transactions transactions;
    private final Supplier<TransactionWork> newWork;
    private final FaultPoint faults;
    private final Warnings warnings;
    private final ReplicaGuard replicas;
    private volatile BiConsumer<CachedMethod, CachedValue> beforeUse = (method, entry) -> {};
    private volatile LoadObserver observer = (method, reason, load) -> load.run();

    Loading(
            Transactions transactions,
            Supplier<TransactionWork> newWork,
            FaultPoint faults,
            Warnings warnings,
            ReplicaGuard replicas) {
        this.transactions = transactions;
        this.newWork = newWork;
        this.faults = faults;
        this.warnings = warnings;
        this.replicas = replicas;
    }

    /** Sets what is called with each entry before a caller gets its value. */
    void beforeUse(BiConsumer<CachedMethod, CachedValue> action) {
        beforeUse = action;
    }

    void observe(LoadObserver by) {
        observer = by;
    }

    /** Runs a load and records the other cached calls that it uses. */
    Loaded run(Miss miss, Load load, @Nullable Flight flight) {
        VersionContext context = miss.context();
        LoadFrame frame = new LoadFrame(context.frame(), miss.transaction(), miss.replayed(), flight);
        context.frame(frame);
        long start = System.nanoTime();
        boolean returned = false;
        try {
            Loaded loaded =
                    new Loaded(observer.run(miss.method(), miss.outcome().why(), load), null, frame);
            returned = true;
            return loaded;
        } catch (Exception e) {
            return new Loaded(null, e, frame);
        } finally {
            count(miss.method(), start, returned);
            context.frame(frame.parent());
            frame.end(miss.generation().labels(), miss.stamps(), returned);
            if (frame.hasInvalidated()) {
                warnings.once(CallMessages.invalidatesInLoad(miss.method().id()));
            }
        }
    }

    /** Runs a load that bypasses the store. */
    @Nullable
    Object bypass(VersionContext context, CachedMethod method, Load load) throws Exception {
        method.statistics().bypassed();
        context.outcome().bypassed();
        return apart(context, method, "bypass", load);
    }

    /** Runs a load whose value must be neither shared nor stored. From a replica, it may be older than a tag says. */
    @Nullable
    Object apart(VersionContext context, CachedMethod method, String reason, Load load) throws Exception {
        context.taint();
        if (replicas.isPresent()) {
            context.refuseTags();
        }
        long start = System.nanoTime();
        boolean returned = false;
        try {
            Object value = observer.run(method, reason, load);
            returned = true;
            return value;
        } finally {
            count(method, start, returned);
        }
    }

    /**
     * Finishes a load: stores its value, at once or after the commit of the transaction.
     *
     * @return the entry that other callers may use, or {@code null} if the value must not be shared
     */
    @Nullable
    CachedValue finish(Miss miss, Loaded loaded) {
        CachedValue entry = isShareable(miss.method(), loaded.value) ? shareable(miss, loaded) : null;
        if (entry == null) {
            return null;
        }
        beforeUse.accept(miss.method(), entry);
        Rerun rerun = loaded.frame.parent() == null ? null : miss.context().rerun();
        if (miss.transaction() == null) {
            if (rerun != null) {
                rerun.add(null, miss, entry);
            } else if (keeps(miss.method(), loaded.value)) {
                faults.reached(FaultPoint.BEFORE_STORE);
                miss.store(entry);
            }
            return entry;
        }
        TransactionWork work = join();
        if (work == null || miss.isCoveredBy(work.invalidation())) {
            return null;
        }
        miss.context().usedIn(miss.transaction(), work);
        if (rerun != null) {
            rerun.add(work, miss, entry);
        } else if (keeps(miss.method(), loaded.value)) {
            work.defer(miss.generation(), miss.key(), entry, miss.found());
        }
        return entry;
    }

    /** Returns whether several callers can use a value; reports it otherwise. */
    boolean isShareable(CachedMethod method, @Nullable Object value) {
        Class<?> type = ResultContent.unshareableIn(value);
        if (type != null) {
            warnings.once(CallMessages.usedOnce(method.id(), type));
        }
        return type == null;
    }

    /** Returns the entry of a load's value, or {@code null} if no other caller may use it. */
    @Nullable
    CachedValue shareable(Miss miss, Loaded loaded) {
        return ActiveTransaction.same(miss.transaction(), transactions.active()) ? entry(miss, loaded) : null;
    }

    /** Says once for each method why its values are not stored. */
    void reportLate(CachedMethod method) {
        warnings.once(CallMessages.lateLoad(method.id()));
    }

    private @Nullable TransactionWork join() {
        try {
            return transactions.join(newWork);
        } catch (IllegalStateException e) {
            return null; // it can only roll back
        }
    }

    /** Returns the entry for a value, or {@code null} if the value must not be shared. */
    static @Nullable CachedValue entry(Miss miss, Loaded loaded) {
        VersionContext context = miss.context();
        if (context.isLate() || !loaded.frame.isSound() || context.hasInvalidated(miss.method())) {
            return null;
        }
        Generation generation = miss.generation();
        CachedValue entry = new CachedValue(
                loaded.value,
                loaded.frame.readsBeyond(generation.labels()),
                generation.endOfNew(),
                ScopeStamps.of(loaded.frame.stamps(miss.stamps())));
        return context.accepts(entry) ? entry : null;
    }

    /** Returns whether the method's options allow a value to be stored. */
    static boolean keeps(CachedMethod method, @Nullable Object value) {
        CachedMethod.Options options = method.options();
        if (!options.cacheNulls() && (value == null || (value instanceof Optional<?> optional && optional.isEmpty()))) {
            return false;
        }
        return options.unless() == null
                || method.method() == null
                || !options.unless().excludes(method.method(), value);
    }

    private static void count(CachedMethod method, long start, boolean returned) {
        long nanos = System.nanoTime() - start;
        if (returned) {
            method.statistics().loaded(nanos);
        } else {
            method.statistics().loadFailed(nanos);
        }
    }

    /**
     * The result of a load.
     *
     * @param value its value
     * @param failure the exception that it has thrown instead
     * @param frame its dependencies
     */
    record Loaded(@Nullable Object value, @Nullable Exception failure, LoadFrame frame) {

        Loaded with(@Nullable Object other) {
            return new Loaded(other, null, frame);
        }

        @Nullable
        Object get() throws Exception {
            if (failure != null) {
                throw failure;
            }
            return value;
        }
    }
}
