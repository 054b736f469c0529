package org.cacheversions.internal.core.call;

import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.coherence.Startup;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.internal.core.versions.VersionSnapshot;

/**
 * Tells names of caches from slips of the pen, before anything is written. Safe for use by many threads.
 *
 * <p>A name that this node has seen is known without asking the database: the thread may hold a connection of the pool,
 * and must not wait for another one. A row that has gone since, the UPDATE reports.
 */
public final class KnownNames {

    private final VersionContexts contexts;
    private final SnapshotReader reader;
    private final Startup snapshots;
    private final Warnings warnings;

    public KnownNames(VersionContexts contexts, SnapshotReader reader, Startup snapshots, Warnings warnings) {
        this.contexts = contexts;
        this.reader = reader;
        this.snapshots = snapshots;
        this.warnings = warnings;
    }

    /** Answers those of the names that have a row; throws if one never had one. */
    Known known(SortedSet<String> names) {
        VersionContext context = contexts.current();
        VersionSnapshot snapshot = context == null ? null : context.snapshot();
        if (snapshot == null || !has(snapshot, names)) {
            snapshot = reader.newest().versions();
        }
        if (!has(snapshot, names)) {
            try {
                snapshot = snapshots.fresh().versions();
            } catch (VersionsUnavailableException e) {
                return new Known(names, false); // the UPDATE will tell
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
     * Names to be given new versions.
     *
     * @param caches the names, sorted
     * @param verified whether each is known to have a row
     */
    public record Known(SortedSet<String> caches, boolean verified) {}

    private static boolean has(VersionSnapshot snapshot, SortedSet<String> names) {
        return snapshot.rows().keySet().containsAll(names);
    }
}
