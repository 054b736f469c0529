package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/**
 * The newest snapshot and its age, which counts from the start of the SELECT: counted from the end, the result of a slow
 * SELECT would pass for a young one. {@code snapshot.pml} is the model. Thread-safe.
 */
final class DatedSnapshots {

    /** A snapshot, and when its SELECT began by the node's two clocks. */
    record Dated(SnapshotView snapshot, long beganNanos, long beganMillis) {}

    private final Supplier<SnapshotView> read;
    private final SnapshotLoader<Dated> loader;
    private final NodeClock clock;
    private final Runnable installed;
    private final long ageNanos;
    private final AtomicLong spentNanos;
    private volatile @Nullable Dated newest;

    /** Reads with {@code read}, never in two threads at once; runs {@code installed} after each read. */
    DatedSnapshots(
            Supplier<SnapshotView> read,
            NodeClock clock,
            Duration age,
            Runnable installed,
            FaultPoint faults,
            Duration patience) {
        this.read = read;
        this.loader = new SnapshotLoader<>(this::readDated, faults, patience);
        this.clock = clock;
        this.ageNanos = age.toNanos();
        this.installed = installed;
        this.spentNanos = new AtomicLong(clock.nanoTime() - 1);
    }

    private Dated readDated() {
        long nanos = clock.nanoTime();
        long millis = clock.wallMillis();
        Dated dated = new Dated(read.get(), nanos, millis);
        newest = dated;
        installed.run();
        return dated;
    }

    /** Returns the newest snapshot if it is neither spent nor too old by the monotonic clock, else {@code null}. */
    @Nullable
    Dated young() {
        Dated known = newest;
        boolean young = known != null && known.beganNanos - spentNanos.get() > 0 && ageNanos(known) < ageNanos;
        return young ? known : null;
    }

    long ageNanos(Dated known) {
        return clock.nanoTime() - known.beganNanos;
    }

    /** Returns a snapshot whose SELECT begins after this call. */
    SnapshotView fresh() {
        return loader.load().snapshot;
    }

    /** Reads anew. A failure was logged by the reader; the snapshot grows too old by itself. */
    void refresh() {
        try {
            fresh();
        } catch (VersionsUnavailableException e) {
            // logged once per outage by the reader
        }
    }

    /** Marks what was read before now as unusable: versions have changed, or may have. */
    void spend() {
        spentNanos.accumulateAndGet(clock.nanoTime(), (known, given) -> given - known > 0 ? given : known);
    }
}
