package org.cacheversions.internal.core.call;

import java.util.concurrent.CompletionStage;
import org.cacheversions.internal.core.call.Loading.Loaded;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.spi.CachedValue;
import org.jspecify.annotations.Nullable;

/**
 * Misses in transactions: each transaction loads for itself, since it may see its own uncommitted data. The entries are
 * stored after its commit. Thread-safe.
 */
final class TransactionLoads {

    private final Loading loading;

    TransactionLoads(Loading loading) {
        this.loading = loading;
    }

    /** Returns the loaded value, or the one that was loaded earlier in this transaction. */
    @Nullable
    Object call(Miss miss, ActiveTransaction transaction, Load load) throws Exception {
        VersionContext context = miss.context();
        TransactionWork work = transaction.work();
        if (work != null) {
            if (miss.isCoveredBy(work.invalidation())) {
                return loading.bypass(context, miss.method(), load);
            }
            Rerun rerun = context.rerun();
            CachedValue own = rerun == null ? work.find(miss.generation(), miss.key()) : rerun.find(work, miss);
            if (own != null && miss.accepts(own)) {
                context.usedIn(transaction, work);
                return miss.hit(own);
            }
        }
        miss.count();
        if (context.isLate()) {
            loading.reportLate(miss.method());
        }
        if (miss.method().asynchronous()) {
            // its other threads may read uncommitted data
            miss.generation().notShared(miss.key());
            return loading.apart(context, miss.method(), miss.outcome().why(), load);
        }
        Loaded loaded = loading.run(miss, load, null);
        Object value = loaded.get();
        if (value instanceof CompletionStage || loading.finish(miss, loaded) == null) {
            context.taint();
            miss.generation().notShared(miss.key());
        }
        return value;
    }
}
