package org.cacheversions.internal.core.call;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.coherence.SnapshotLoader;
import org.cacheversions.internal.core.support.Outage;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * Guards loads that read from a replica: a value may be stored under its labels only if the replica had replayed them
 * before the load began ({@code request.pml} with REPLICA and GUARD). Thread-safe.
 */
public final class ReplicaGuard {

    /** What a replica had replayed when its versions were read. Data read from it later is no older. */
    @FunctionalInterface
    interface Replayed {

        /** There is no replica. */
        Replayed EVERYTHING = labels -> true;
        /** What the replica has replayed is unknown. */
        Replayed NOTHING = labels -> false;

        /** Returns whether the replica had replayed these labels. */
        boolean includes(List<VersionRow> labels);
    }

    private final FaultPoint faults;
    private final Duration patience;
    private final Outage outage = new Outage();
    private volatile @Nullable SnapshotLoader<Replayed> replica;

    public ReplicaGuard(FaultPoint faults, Duration patience) {
        this.faults = faults;
        this.patience = patience;
    }

    /** Sets the supplier that reads the versions of the replica. */
    public void replica(Supplier<List<VersionRow>> read) {
        replica = new SnapshotLoader<>(
                () -> {
                    Replayed replayed = replayed(read.get());
                    return () -> replayed;
                },
                faults,
                patience);
    }

    /** Returns whether loads read from a replica, whose data may be older than the labels of the request. */
    boolean isPresent() {
        return replica != null;
    }

    private static Replayed replayed(List<VersionRow> rows) {
        Map<String, VersionRow> byName = new HashMap<>();
        rows.forEach(row -> byName.put(row.cache(), row));
        return labels -> labels.stream().allMatch(label -> label.equals(byName.get(label.cache())));
    }

    /**
     * Returns what the replica has replayed before a load begins. In an enclosing load, this is what it had replayed
     * before that one: a transaction begun there may see nothing newer.
     *
     * @param enclosing what the replica had replayed before the enclosing load, if there is one
     * @param inTransaction whether data may come from a transaction that began earlier
     */
    Replayed before(@Nullable Replayed enclosing, boolean inTransaction) {
        SnapshotLoader<Replayed> reader = replica;
        if (reader == null) {
            return Replayed.EVERYTHING;
        }
        if (enclosing != null) {
            return enclosing;
        }
        return inTransaction ? Replayed.NOTHING : read(reader);
    }

    private Replayed read(SnapshotLoader<Replayed> reader) {
        try {
            Replayed replayed = reader.load();
            outage.worked(CallMessages::replicaAvailableAgain);
            return replayed;
        } catch (VersionsUnavailableException e) {
            if (e.getCause() != null) { // otherwise another thread has tried and logged it
                outage.failed(() -> VersionMessages.replicaUnavailable(e), e);
            }
            return Replayed.NOTHING;
        }
    }
}
