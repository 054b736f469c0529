package org.cacheversions.internal.core;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.cacheversions.VersionsUnavailableException;

/**
 * Tells names of caches from slips of the pen, before anything is written. Safe for use by many threads.
 *
 * <p>A name that this node has seen is known without asking the database: the thread may hold a connection of the pool,
 * and must not wait for another one. A row that has gone since, the UPDATE reports.
 */
final class KnownNames {

    private final VersionContexts contexts;
    private final Supplier<VersionSnapshot> newest;
    private final Supplier<VersionSnapshot> fresh;
    private final Warnings warnings;

    KnownNames(
            VersionContexts contexts,
            Supplier<VersionSnapshot> newest,
            Supplier<VersionSnapshot> fresh,
            Warnings warnings) {
        this.contexts = contexts;
        this.newest = newest;
        this.fresh = fresh;
        this.warnings = warnings;
    }

    /** Answers those of the names that have a row; throws if one never had one. */
    Invalidator.Known known(SortedSet<String> names) {
        VersionContext context = contexts.current();
        VersionSnapshot snapshot = context == null ? null : context.snapshot();
        if (snapshot == null || !has(snapshot, names)) {
            snapshot = newest.get();
        }
        if (!has(snapshot, names)) {
            try {
                snapshot = fresh.get();
            } catch (VersionsUnavailableException e) {
                return new Invalidator.Known(names, false); // the UPDATE will tell
            }
        }
        SortedSet<String> present = new TreeSet<>();
        for (String name : names) {
            if (snapshot.wasStopped(name)) {
                warnings.once(Messages.stoppedCache(name));
            } else {
                present.add(snapshot.row(name).cache());
            }
        }
        return new Invalidator.Known(present, true);
    }

    private static boolean has(VersionSnapshot snapshot, SortedSet<String> names) {
        return snapshot.rows().keySet().containsAll(names);
    }
}
