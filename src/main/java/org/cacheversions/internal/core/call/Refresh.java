package org.cacheversions.internal.core.call;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * Has entries computed anew in the background shortly before they end, while they still serve. The load is one of a
 * request of its own, whose labels are read first: what it gives is never filed under newer ones. Safe for use by many
 * threads.
 */
final class Refresh {

    /** What is due beyond it ends, and is loaded by who asks for it. */
    static final int MOST = 64;

    private final VersionContexts contexts;
    private final Transactions transactions;
    private final ReplicaGuard replicas;
    private final SharedLoads loads;
    private final AtomicInteger going = new AtomicInteger();
    private volatile @Nullable Executor background;

    Refresh(VersionContexts contexts, Transactions transactions, ReplicaGuard replicas, SharedLoads loads) {
        this.contexts = contexts;
        this.transactions = transactions;
        this.replicas = replicas;
        this.loads = loads;
    }

    /** Loads by this from now on. */
    void background(Executor executor) {
        background = executor;
    }

    /** Has this entry computed anew, unless that is under way. */
    void begin(Generation generation, EntryKey key, Load load) {
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
                    run(generation, own, load);
                } finally {
                    end(generation, own);
                }
            });
            begun = true;
        } catch (RejectedExecutionException e) {
            // undeployed, or too much to do: the entry ends, and is loaded by who asks for it
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

    private void run(Generation generation, EntryKey key, Load load) {
        if (transactions.isActive()) {
            return; // of whoever runs us: what he has written would be seen
        }
        VersionContext context = contexts.pinOneCall();
        SnapshotView view = context.view();
        if (view == null || view.generation(generation.plan()) != generation) {
            return; // invalidated meanwhile: nobody will ask for this entry
        }
        VersionContext previous = contexts.bind(context);
        try {
            Miss miss = new Miss(context, generation, key, null, replicas.before(null, false));
            if (miss.replayed().includes(generation.labels())) {
                loads.renew(miss, load);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // it is counted, and the entry serves until it ends; then a caller sees what the load throws
        } finally {
            contexts.bind(previous);
        }
    }
}
