package org.cacheversions.internal.core;

import java.util.Optional;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/** Runs loads, and judges whether what they give may be shared and kept. Safe for use by many threads. */
final class Loading {

    private final Transactions transactions;

    Loading(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Runs a load as one that may use other cached calls.
     *
     * @param transaction the transaction that is active, or {@code null}
     */
    Loaded run(Miss miss, @Nullable Object transaction, Load load) throws Exception {
        VersionContext context = miss.context();
        LoadFrame frame = new LoadFrame(context.frame(), transaction, miss.replayed());
        context.frame(frame);
        boolean returned = false;
        try {
            Loaded loaded = new Loaded(timed(miss.plan(), load), frame);
            returned = true;
            return loaded;
        } finally {
            context.frame(frame.parent());
            frame.end(miss.generation().labels(), returned);
        }
    }

    /** Passes the store by: runs a load whose result is nobody else's. */
    @Nullable
    Object bypass(VersionContext context, CachePlan plan, Load load) throws Exception {
        plan.statistics().bypassed();
        return apart(context, plan, load);
    }

    /** Runs a load whose result is nobody else's. */
    @Nullable
    Object apart(VersionContext context, CachePlan plan, Load load) throws Exception {
        context.taint();
        return timed(plan, load);
    }

    /** Answers the entry to be, or {@code null} if the value may not be given to anyone else. */
    @Nullable
    CachedValue entry(Miss miss, Loaded loaded, @Nullable Object transaction) {
        Object current = transactions.current();
        boolean sameTransaction = transaction == null ? current == null : transaction.equals(current);
        return sameTransaction ? entry(miss, loaded) : null;
    }

    /** The same wherever the transaction is of no matter. */
    static @Nullable CachedValue entry(Miss miss, Loaded loaded) {
        VersionContext context = miss.context();
        if (context.isLate() || !loaded.frame.isSound() || context.hasInvalidated(miss.plan())) {
            return null;
        }
        Generation generation = miss.generation();
        CachedValue entry =
                new CachedValue(loaded.value, loaded.frame.readsBeyond(generation.labels()), generation.endOfNew());
        return context.accepts(entry) ? entry : null;
    }

    /** Tells whether the plan wants such a value to be stored. */
    static boolean keeps(CachePlan plan, @Nullable Object value) {
        CachePlan.Options options = plan.options();
        if (!options.cacheNulls() && (value == null || value.equals(Optional.empty()))) {
            return false;
        }
        return options.unless() == null
                || plan.method() == null
                || !options.unless().matches(plan.method(), value);
    }

    private static @Nullable Object timed(CachePlan plan, Load load) throws Exception {
        long start = System.nanoTime();
        boolean returned = false;
        try {
            Object value = load.run();
            returned = true;
            return value;
        } finally {
            long nanos = System.nanoTime() - start;
            if (returned) {
                plan.statistics().loaded(nanos);
            } else {
                plan.statistics().loadFailed(nanos);
            }
        }
    }

    /**
     * What a load has given.
     *
     * @param value its value
     * @param frame what it has used
     */
    record Loaded(@Nullable Object value, LoadFrame frame) {

        Loaded with(@Nullable Object other) {
            return new Loaded(other, frame);
        }
    }
}
