package org.cacheversions.internal.core.coherence;

import java.util.SortedSet;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.jspecify.annotations.Nullable;

/** How a node gets its snapshots in a coherence mode, and what it does for other nodes after a commit. Thread-safe. */
public interface Snapshots extends AutoCloseable {

    /** Returns the snapshot for a request; reads it now if necessary. */
    SnapshotView served();

    /** Returns a snapshot whose SELECT began after this call. */
    SnapshotView fresh();

    /** Returns the newest snapshot if it is young enough for a request, without reading; otherwise {@code null}. */
    @Nullable
    SnapshotView young();

    /**
     * Called after this node has committed an invalidation, before any other listener; may wait.
     *
     * @param whole whether a cache was invalidated as a whole, not only scopes
     */
    default void committed(SortedSet<String> caches, boolean whole) {}

    /** Starts the background work. */
    default void start() {}

    @Override
    default void close() {}
}
