package org.cacheversions.internal.core.figures;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.coherence.Startup;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.support.Origin;
import org.cacheversions.internal.core.versions.VersionSnapshot;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** What people and monitoring can see of the caches of a node. Thread-safe. */
public final class NodeFigures {

    private final LiveCacheStats stats;
    private final NodeStatusReader status;
    private final SeenInvalidations invalidations;

    /** Counts from now on, with each read of the versions. */
    public NodeFigures(
            SnapshotReader reader,
            Startup snapshots,
            VersionSource source,
            Supplier<List<CachedMethod>> methods,
            NodeClock clock) {
        History history = new History(clock, methods);
        this.stats = new LiveCacheStats(reader, snapshots, methods, clock);
        this.invalidations = new SeenInvalidations(clock);
        this.status = new NodeStatusReader(source, reader, snapshots, methods, history, invalidations, clock);
        reader.afterEach((before, read) -> {
            VersionSnapshot after = read.snapshot().versions();
            history.read(before, after);
            stats.read(before, after);
            invalidations.read(before, read);
        });
    }

    /**
     * Notes an invalidation by this node.
     *
     * @param targets the texts of the scopes of each cache, or an empty set for the whole cache
     * @param writes returns how often the row of a cache was written
     */
    public void announced(SortedMap<String, Set<String>> targets, ToIntFunction<String> writes, Origin origin) {
        invalidations.announced(targets, writes, origin);
    }

    /** Returns the last invalidation of one of these caches that this node has seen, or {@code null}. */
    public @Nullable SeenInvalidation lastInvalidation(Set<String> caches) {
        return invalidations.newestFirst().stream()
                .filter(seen -> seen.caches().stream().anyMatch(caches::contains))
                .findFirst()
                .orElse(null);
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
