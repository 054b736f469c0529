package org.cacheversions.internal.core.call;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cacheversions.internal.core.entries.Flight;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.spi.ScopeStamp;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * A load in progress and the labels of the other cached calls that it uses: its entry is valid only under these labels
 * too ({@code nested.pml}). Used by one thread.
 */
final class LoadFrame {

    private static final int MOST_SCOPES = 32;

    private final @Nullable LoadFrame parent;
    private final @Nullable ActiveTransaction transaction;
    private final ReplicaGuard.Replayed replayed;
    private final @Nullable Flight flight;
    private boolean tainted;
    private boolean invalidates;
    private @Nullable SortedMap<String, VersionRow> reads;
    private @Nullable List<TransactionWork> awaited;
    private @Nullable Set<ScopeStamp> scopes;

    LoadFrame(
            @Nullable LoadFrame parent,
            @Nullable ActiveTransaction transaction,
            ReplicaGuard.Replayed replayed,
            @Nullable Flight flight) {
        this.flight = flight;
        this.parent = parent;
        this.transaction = transaction;
        this.replayed = replayed;
    }

    /** Returns what the replica had replayed before the load began. */
    ReplicaGuard.Replayed replayed() {
        return replayed;
    }

    @Nullable
    LoadFrame parent() {
        return parent;
    }

    /** Prevents the load from being stored: it has used data that may be uncommitted or belongs to other labels. */
    void taint() {
        tainted = true;
        if (flight != null) {
            flight.land(Flight.Landing.UNSHARED); // no thread need wait for the end of the load
        }
    }

    /** Notes that the load has invalidated something, which a hit would not do: its value must not be stored. */
    void invalidates() {
        invalidates = true;
        taint();
    }

    boolean hasInvalidated() {
        return invalidates;
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

    /** Makes the load depend on scopes. If there are many of one cache, it depends on the whole cache. */
    void readScopes(List<ScopeStamp> stamps) {
        if (stamps.isEmpty()) {
            return;
        }
        Set<ScopeStamp> all = scopes == null ? new LinkedHashSet<>() : scopes;
        scopes = all;
        for (ScopeStamp stamp : stamps) {
            if (all.add(stamp)
                    && all.stream()
                                    .filter(other -> other.label()
                                            .cache()
                                            .equals(stamp.label().cache()))
                                    .count()
                            > MOST_SCOPES) {
                all.removeIf(other -> other.label().cache().equals(stamp.label().cache()));
                read(List.of(stamp.label()), List.of());
            }
        }
    }

    /** Returns the scopes that the load depends on, its own ones included. */
    List<ScopeStamp> stamps(List<ScopeStamp> own) {
        if (scopes == null) {
            return own;
        }
        Set<ScopeStamp> all = new LinkedHashSet<>(own);
        all.addAll(scopes);
        return List.copyOf(all);
    }

    /** Makes the load depend on the commit of a transaction, since it has used a value from inside it. */
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

    /** Returns whether the load has used only committed data of its labels. */
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

    /** Returns the labels that the load has used besides these. */
    List<VersionRow> readsBeyond(List<VersionRow> own) {
        if (reads == null) {
            return List.of();
        }
        List<VersionRow> beyond = new ArrayList<>(reads.values());
        beyond.removeAll(own);
        return List.copyOf(beyond);
    }

    /** Ends the load and adds its dependencies to the enclosing load. */
    void end(List<VersionRow> labels, List<ScopeStamp> own, boolean returned) {
        if (parent == null) {
            return;
        }
        if (!returned && transaction != null && !parent.isOf(transaction)) {
            parent.taint(); // the exception may reveal what the transaction has written
        }
        parent.read(labels, reads == null ? List.of() : List.copyOf(reads.values()));
        parent.readScopes(stamps(own));
        if (tainted) {
            parent.taint();
        }
        if (awaited != null) {
            awaited.forEach(parent::await);
        }
    }
}
