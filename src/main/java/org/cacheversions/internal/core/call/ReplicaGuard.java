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
 * Where loads read from a replica: what one gives may be filed under its labels only if the replica had replayed them
 * before the load began ({@code request.pml} with REPLICA and GUARD). Without a replica there is nothing to look at.
 * Safe for use by many threads.
 */
public final class ReplicaGuard {

    /** What a replica had replayed when it was looked at; whatever is read from it later is no older. */
    @FunctionalInterface
    interface Replayed {

        /** The data is not of a replica. */
        Replayed EVERYTHING = labels -> true;
        /** Nobody knows. */
        Replayed NOTHING = labels -> false;

        /** Tells whether these labels were those of the replica. */
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

    /** Looks at this replica from now on. */
    public void replica(Supplier<List<VersionRow>> read) {
        replica = new SnapshotLoader<>(
                () -> {
                    Replayed replayed = replayed(read.get());
                    return () -> replayed;
                },
                faults,
                patience);
    }

    private static Replayed replayed(List<VersionRow> rows) {
        Map<String, VersionRow> byName = new HashMap<>();
        rows.forEach(row -> byName.put(row.cache(), row));
        return labels -> labels.stream().allMatch(label -> label.equals(byName.get(label.cache())));
    }

    /**
     * Answers what is known for a load that is about to begin. In another load it is what was known before that began:
     * a transaction that it has begun may see no more.
     *
     * @param enclosing what is known for the enclosing load, if there is one
     * @param inTransaction whether data may come from a transaction that began before
     */
    Replayed before(@Nullable Replayed enclosing, boolean inTransaction) {
        SnapshotLoader<Replayed> looked = replica;
        if (looked == null) {
            return Replayed.EVERYTHING;
        }
        if (enclosing != null) {
            return enclosing;
        }
        return inTransaction ? Replayed.NOTHING : look(looked);
    }

    private Replayed look(SnapshotLoader<Replayed> looked) {
        try {
            Replayed replayed = looked.load();
            outage.worked(CallMessages::replicaAvailableAgain);
            return replayed;
        } catch (VersionsUnavailableException e) {
            if (e.getCause() != null) { // else another thread has tried, and has said it
                outage.failed(() -> VersionMessages.replicaUnavailable(e), e);
            }
            return Replayed.NOTHING;
        }
    }
}
