package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/** Every request gets a snapshot whose SELECT began after the request arrived. Thread-safe. */
public final class StrictSnapshots implements Snapshots {

    private final SnapshotLoader<SnapshotView> loader;

    public StrictSnapshots(SnapshotReader reader, FaultPoint faults, Duration patience) {
        this.loader = new SnapshotLoader<>(reader, faults, patience);
    }

    @Override
    public SnapshotView served() {
        return loader.load();
    }

    @Override
    public @Nullable SnapshotView young() {
        return null; // a snapshot is only as young as the requests that it was read for
    }

    @Override
    public SnapshotView fresh() {
        return loader.load();
    }
}
