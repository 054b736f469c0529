package org.cacheversions.internal.core;

import java.util.function.Supplier;
import org.cacheversions.internal.core.Loading.Loaded;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/**
 * Misses in transactions: each loads for itself, since what it sees may not be committed, and stores once its
 * transaction has. Safe for use by many threads.
 */
final class TransactionLoads {

    private final Loading loading;
    private final Transactions transactions;
    private final Supplier<TransactionWork> newWork;

    TransactionLoads(Loading loading, Transactions transactions, Supplier<TransactionWork> newWork) {
        this.loading = loading;
        this.transactions = transactions;
        this.newWork = newWork;
    }

    /** Answers what the load gives, or has given before in this transaction. */
    @Nullable
    Object call(Miss miss, Load load) throws Exception {
        VersionContext context = miss.context();
        CachePlan plan = miss.plan();
        Object transaction = transactions.current();
        TransactionWork work = transactions.find();
        if (work != null) {
            if (work.invalidation().coversAny(plan.caches())) {
                return loading.bypass(context, plan, load);
            }
            CachedValue own = work.find(miss.generation(), miss.key());
            if (own != null && miss.accepts(own)) {
                context.usedIn(transaction, work);
                return miss.hit(own);
            }
        }
        miss.count();
        if (plan.asynchronous()) {
            return loading.apart(context, plan, load); // who knows what it sees when, and whether that commits
        }
        Loaded loaded = loading.run(miss, transaction, load);
        CachedValue entry = loading.entry(miss, loaded, transaction);
        TransactionWork joined = entry == null ? null : join();
        if (joined == null || entry == null || joined.invalidation().coversAny(plan.caches())) {
            context.taint();
            return loaded.value();
        }
        context.usedIn(transaction, joined);
        if (Loading.keeps(plan, loaded.value())) {
            joined.defer(miss.generation(), miss.key(), entry);
        }
        return loaded.value();
    }

    /** Stores the entry once the transaction has committed. */
    void defer(Miss miss, CachedValue entry) {
        TransactionWork work = join();
        if (work != null && !work.invalidation().coversAnyRow(miss.generation().labels())) {
            work.defer(miss.generation(), miss.key(), entry);
        }
    }

    private @Nullable TransactionWork join() {
        try {
            return transactions.join(newWork);
        } catch (IllegalStateException e) {
            return null; // it can only roll back
        }
    }
}
