package org.cacheversions.internal.core.coherence;

import java.util.SortedSet;
import org.cacheversions.internal.core.entries.SnapshotView;

/** How a node gets its snapshots in one coherence mode, and what it owes other nodes after a commit. Thread-safe. */
public interface Snapshots extends AutoCloseable {

    /** Returns what a request is given, read now if need be. */
    SnapshotView served();

    /** Returns a snapshot whose SELECT began after this call. */
    SnapshotView fresh();

    /** Called after this node has committed an invalidation, before anyone else is told; may wait. */
    default void committed(SortedSet<String> caches) {}

    /** Begins what runs in the background. */
    default void start() {}

    @Override
    default void close() {}
}
