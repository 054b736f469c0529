package org.cacheversions.internal.core.call;

import org.cacheversions.internal.core.call.Loading.Loaded;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/**
 * Misses in transactions: each loads for itself, since what it sees may not be committed, and stores once its
 * transaction has. Safe for use by many threads.
 */
final class TransactionLoads {

    private final Loading loading;

    TransactionLoads(Loading loading) {
        this.loading = loading;
    }

    /** Returns what the load gives, or has given before in this transaction. */
    @Nullable
    Object call(Miss miss, ActiveTransaction transaction, Load load) throws Exception {
        VersionContext context = miss.context();
        TransactionWork work = transaction.work();
        if (work != null) {
            if (work.invalidation().coversAny(miss.plan().caches())) {
                return loading.bypass(context, miss.plan(), load);
            }
            CachedValue own = work.find(miss.generation(), miss.key());
            if (own != null && miss.accepts(own)) {
                context.usedIn(transaction, work);
                return miss.hit(own);
            }
        }
        miss.count();
        if (miss.plan().asynchronous()) {
            return loading.apart(context, miss.plan(), load); // what it reads on other threads may not commit
        }
        Loaded loaded = loading.run(miss, load);
        if (loading.finish(miss, loaded) == null) {
            context.taint();
        }
        return loaded.value();
    }
}
