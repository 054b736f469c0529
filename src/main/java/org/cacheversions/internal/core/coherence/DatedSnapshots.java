package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/**
 * The newest snapshot and its age, which counts from the start of the SELECT; otherwise the result of a slow SELECT
 * would appear too young. {@code snapshot.pml} is the model. Thread-safe.
 */
final class DatedSnapshots {

    private final SnapshotReader reader;
    private final SnapshotLoader<SnapshotView> loader;
    private final NodeClock clock;
    private final long ageNanos;
    private final AtomicLong spentNanos;

    DatedSnapshots(SnapshotReader reader, NodeClock clock, Duration age, FaultPoint faults, Duration patience) {
        this.reader = reader;
        this.loader = new SnapshotLoader<>(reader, faults, patience);
        this.clock = clock;
        this.ageNanos = age.toNanos();
        this.spentNanos = new AtomicLong(clock.nanoTime() - 1);
    }

    /** Returns the newest snapshot if it is neither spent nor too old by the monotonic clock, else {@code null}. */
    SnapshotReader.@Nullable Read young() {
        SnapshotReader.Read known = reader.last();
        boolean young = known != null && known.beganNanos() - spentNanos.get() > 0 && ageNanos(known) < ageNanos;
        return young ? known : null;
    }

    long ageNanos(SnapshotReader.Read known) {
        return clock.nanoTime() - known.beganNanos();
    }

    /** Returns a snapshot whose SELECT begins after this call. */
    SnapshotView fresh() {
        return loader.load();
    }

    /** Reads again. If that fails, the snapshot is used until it is too old. */
    void refresh() {
        try {
            fresh();
        } catch (VersionsUnavailableException e) {
            // logged once per outage by the reader
        }
    }

    /** Makes snapshots that were read before now unusable: versions have changed, or may have. */
    void spend() {
        spentNanos.accumulateAndGet(clock.nanoTime(), (known, given) -> given - known > 0 ? given : known);
    }
}
