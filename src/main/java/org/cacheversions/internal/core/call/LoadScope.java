package org.cacheversions.internal.core.call;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * A load that is going on: what other cached calls it has used. Its entry is valid only under their labels too
 * ({@code nested.pml}). Used by one thread.
 */
final class LoadScope {

    private final @Nullable LoadScope parent;
    private final @Nullable ActiveTransaction transaction;
    private final ReplicaGuard.Replayed replayed;
    private boolean tainted;
    private @Nullable SortedMap<String, VersionRow> reads;
    private @Nullable List<TransactionWork> awaited;

    LoadScope(@Nullable LoadScope parent, @Nullable ActiveTransaction transaction, ReplicaGuard.Replayed replayed) {
        this.parent = parent;
        this.transaction = transaction;
        this.replayed = replayed;
    }

    /** What the replica had replayed before the load began. */
    ReplicaGuard.Replayed replayed() {
        return replayed;
    }

    @Nullable
    LoadScope parent() {
        return parent;
    }

    /** The load has used what may be neither committed nor of these labels: nothing of it may be stored. */
    void taint() {
        tainted = true;
    }

    void read(List<VersionRow> labels, List<VersionRow> further) {
        if (reads == null) {
            reads = new TreeMap<>();
        }
        for (VersionRow row : labels) {
            reads.put(row.cache(), row);
        }
        for (VersionRow row : further) {
            reads.put(row.cache(), row);
        }
    }

    /** The load has used a value that only this transaction may see: it is good once that has committed. */
    void await(TransactionWork work) {
        if (awaited == null) {
            awaited = new ArrayList<>();
        }
        awaited.add(work);
    }

    /** Returns whether the load began in this very transaction. */
    boolean isOf(@Nullable ActiveTransaction other) {
        return transaction != null && ActiveTransaction.same(transaction, other);
    }

    /** Tells whether all that the load has used is committed data of the labels at hand. */
    boolean isSound() {
        if (tainted) {
            return false;
        }
        if (awaited != null) {
            for (TransactionWork work : awaited) {
                if (!work.hasCommitted()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Answers the labels that the load has used beyond these. */
    List<VersionRow> readsBeyond(List<VersionRow> own) {
        if (reads == null) {
            return List.of();
        }
        List<VersionRow> beyond = new ArrayList<>(reads.values());
        beyond.removeAll(own);
        return List.copyOf(beyond);
    }

    /** Ends the load: who called it has used what it has used. */
    void end(List<VersionRow> labels, boolean returned) {
        if (parent == null) {
            return;
        }
        if (!returned && transaction != null && !parent.isOf(transaction)) {
            parent.taint(); // it may know from the exception what the transaction has written
        }
        parent.read(labels, reads == null ? List.of() : List.copyOf(reads.values()));
        if (tainted) {
            parent.taint();
        }
        if (awaited != null) {
            awaited.forEach(parent::await);
        }
    }
}
