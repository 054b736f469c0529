package org.cacheversions.internal.core.call;

import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.internal.core.versions.VersionSnapshot;

/**
 * Rejects mistyped cache names before anything is written. Thread-safe.
 *
 * <p>A name that this node has seen is accepted without a query: the thread may hold a connection of the pool, and must
 * not wait for another one. If the row is gone by now, the UPDATE reports that.
 */
public final class KnownNames {

    private final VersionContexts contexts;
    private final SnapshotReader reader;
    private final Warnings warnings;

    public KnownNames(VersionContexts contexts, SnapshotReader reader, Warnings warnings) {
        this.contexts = contexts;
        this.reader = reader;
        this.warnings = warnings;
    }

    /** Returns those names that have a row; throws if one never had a row. */
    Known known(SortedSet<String> names) {
        VersionContext context = contexts.current();
        VersionSnapshot snapshot = context == null ? null : context.snapshot();
        if (snapshot == null || !has(snapshot, names)) {
            snapshot = reader.newest().versions();
        }
        if (!has(snapshot, names)) {
            try {
                snapshot = contexts.fresh();
            } catch (VersionsUnavailableException e) {
                return new Known(names, false); // the UPDATE checks them
            }
        }
        SortedSet<String> present = new TreeSet<>();
        for (String name : names) {
            if (snapshot.wasStopped(name)) {
                warnings.once(VersionMessages.stoppedCache(name));
            } else {
                present.add(snapshot.row(name).cache());
            }
        }
        return new Known(present, true);
    }

    /**
     * The caches to invalidate.
     *
     * @param caches the names, sorted
     * @param verified whether each is known to have a row
     */
    public record Known(SortedSet<String> caches, boolean verified) {}

    private static boolean has(VersionSnapshot snapshot, SortedSet<String> names) {
        return snapshot.rows().keySet().containsAll(names);
    }
}
