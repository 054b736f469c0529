package org.cacheversions.internal.core.figures;

import java.util.List;
import java.util.function.Supplier;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.coherence.Startup;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.VersionSource;

/** What people and monitoring can see of the caches of a node. Thread-safe. */
public final class NodeFigures {

    private final LiveCacheStats stats;
    private final NodeStatusReader status;

    /** Counts from now on, with each read of the versions. */
    public NodeFigures(
            SnapshotReader reader,
            Startup snapshots,
            VersionSource source,
            Supplier<List<CachedMethod>> methods,
            NodeClock clock) {
        History history = new History(clock, methods);
        this.stats = new LiveCacheStats(reader, snapshots, methods, clock);
        this.status = new NodeStatusReader(source, reader, snapshots, methods, history, clock);
        reader.afterEach((before, after) -> {
            history.read(before, after);
            stats.read(before, after);
        });
    }

    /** Returns the counters of the node, which go on counting. */
    public CacheFigures stats() {
        return stats;
    }

    /** Returns the status of the node now; reads the versions again if they can be read. */
    public NodeStatus status() {
        return status.read();
    }
}
