package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import java.util.Objects;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/** Creates the snapshots of each coherence mode. */
public final class SnapshotModes {

    private SnapshotModes() {}

    /**
     * Returns the snapshots of a coherence mode.
     *
     * @param node the services of the node; not needed in strict coherence
     * @param patience how long a request waits for a read
     */
    public static Snapshots of(
            Coherence coherence,
            @Nullable NodeServices node,
            SnapshotReader reader,
            FaultPoint faults,
            Duration patience) {
        return switch (coherence.mode()) {
            case STRICT -> new StrictSnapshots(reader, faults, patience);
            case BOUNDED ->
                new BoundedSnapshots(reader, coherence.age(), Objects.requireNonNull(node), faults, patience);
            case LEASED -> new LeasedSnapshots(reader, coherence, Objects.requireNonNull(node), faults, patience);
        };
    }
}
