package org.cacheversions.internal.core.coherence;

import java.sql.SQLException;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/**
 * The start-up, once the database answers for the first time, at deployment or later: starts caches that have no row, if
 * auto-start is on, and warns of those that are still missing. Thread-safe.
 */
public final class Startup {

    private final Snapshots snapshots;
    private final VersionSource source;
    private final Supplier<Map<String, SortedSet<String>>> named;
    private final boolean autoStart;
    private final Warnings warnings;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean done;

    public Startup(
            Snapshots snapshots,
            VersionSource source,
            Supplier<Map<String, SortedSet<String>>> named,
            boolean autoStart,
            Warnings warnings) {
        this.snapshots = snapshots;
        this.source = source;
        this.named = named;
        this.autoStart = autoStart;
        this.warnings = warnings;
    }

    /** Reads at deployment. An outage is logged by the reader and will end; a missing table fails the deployment. */
    public void attempt(Runnable read) {
        try {
            read.run();
        } catch (VersionsUnavailableException e) {
            if (isMissingTable(e)) {
                throw new InvalidConfigurationException(CoherenceMessages.noTable(e), e);
            }
        }
    }

    /** Returns the snapshot for a request; the first time, after the start-up. */
    public SnapshotView served() {
        return done ? snapshots.served() : first(snapshots.fresh());
    }

    /** Returns whether the versions were read, and missing caches started, for the first time. */
    public boolean isDone() {
        return done;
    }

    /** Returns the newest snapshot if it is young enough for a request, without reading; otherwise {@code null}. */
    public @Nullable SnapshotView young() {
        return snapshots.young();
    }

    /** Returns a snapshot whose SELECT began after this call; the first time, after the start-up. */
    public SnapshotView fresh() {
        return done ? snapshots.fresh() : first(snapshots.fresh());
    }

    private SnapshotView first(SnapshotView read) {
        lock.lock();
        try {
            if (done) {
                return snapshots.fresh();
            }
            SnapshotView snapshot = read;
            SortedSet<String> missing = missing(snapshot);
            if (autoStart && !missing.isEmpty()) {
                start(missing);
                snapshot = snapshots.fresh();
            }
            report(missing(snapshot));
            done = true;
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    private void start(SortedSet<String> missing) {
        try {
            source.start(missing);
        } catch (RuntimeException e) {
            warnings.once(CoherenceMessages.autoStartFailed(missing, e));
        }
    }

    private SortedSet<String> missing(SnapshotView snapshot) {
        NavigableSet<String> missing = new TreeSet<>();
        named.get().values().forEach(missing::addAll);
        missing.removeAll(snapshot.versions().rows().keySet());
        return missing;
    }

    private void report(SortedSet<String> missing) {
        named.get().forEach((place, caches) -> {
            for (String cache : caches) {
                if (missing.contains(cache)) {
                    warnings.once(CoherenceMessages.unknownCacheOf(place, cache));
                }
            }
        });
    }

    private static boolean isMissingTable(Throwable failure) {
        for (Throwable t = failure; t != null && t.getCause() != t; t = t.getCause()) {
            // class 42: syntax error or access rule violation, which includes a missing table in every database
            if (t instanceof SQLException e
                    && e.getSQLState() != null
                    && e.getSQLState().startsWith("42")) {
                return true;
            }
        }
        return false;
    }
}
