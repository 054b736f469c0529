package org.cacheversions.internal.core.coherence;

import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.support.SqlFailure;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs when the database first responds, at deployment or later. With auto-start, it starts caches that have no row; it
 * warns of those that are still missing. If starting them fails, it is retried after growing pauses. One request at a
 * time tries; the others go on, and bypass the store only for caches without a row. Thread-safe.
 */
public final class Startup {

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Snapshots snapshots;
    private final VersionSource source;
    private final Supplier<Map<String, SortedSet<String>>> named;
    private final boolean autoStart;
    private final Warnings warnings;
    private final NodeClock clock;
    private final Runnable firstRead;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean read;
    private final AtomicInteger additions = new AtomicInteger();
    private volatile int done = -1;
    private volatile long nextNanos;
    private long pauseNanos = TimeUnit.SECONDS.toNanos(1);

    public Startup(
            Snapshots snapshots,
            VersionSource source,
            Supplier<Map<String, SortedSet<String>>> named,
            boolean autoStart,
            Warnings warnings,
            NodeClock clock,
            Runnable firstRead) {
        this.snapshots = snapshots;
        this.firstRead = firstRead;
        this.clock = clock;
        this.nextNanos = clock.nanoTime();
        this.source = source;
        this.named = named;
        this.autoStart = autoStart;
        this.warnings = warnings;
    }

    /** Reads at deployment. An outage is logged by the reader and will end; what only a person can mend fails it. */
    public void attempt(Runnable read) {
        try {
            read.run();
        } catch (VersionsUnavailableException e) {
            String problem =
                    switch (SqlFailure.of(e)) {
                        case MISSING_TABLE -> CoherenceMessages.noTable(e);
                        case MISSING_COLUMN -> CoherenceMessages.otherColumns(e);
                        case NO_PERMISSION -> CoherenceMessages.noPermission(e);
                        case OTHER -> null;
                    };
            if (problem != null) {
                throw new InvalidConfigurationException(problem, e);
            }
        }
    }

    /** Returns the snapshot for a request; the first time, after the start-up. */
    public SnapshotView served() {
        return isDone() ? snapshots.served() : first(read ? snapshots.served() : snapshots.fresh());
    }

    /** Returns whether the versions were read for the first time. */
    public boolean hasRead() {
        return read;
    }

    /** Returns whether caches without a row will be started, so that they are not unknown. */
    public boolean isStarting() {
        return autoStart && !isDone();
    }

    /** Returns the newest snapshot if it is young enough for a request, without reading; otherwise {@code null}. */
    public @Nullable SnapshotView young() {
        return snapshots.young();
    }

    /** Returns a snapshot whose SELECT began after this call; the first time, after the start-up. */
    public SnapshotView fresh() {
        return isDone() ? snapshots.fresh() : first(snapshots.fresh());
    }

    /** Looks for caches without a row once more, since another one has been named. */
    public void named() {
        additions.incrementAndGet();
    }

    private boolean isDone() {
        return done == additions.get();
    }

    private SnapshotView first(SnapshotView view) {
        int seen = additions.get();
        read = true;
        firstRead.run();
        if (missing(view).isEmpty()) {
            done = seen;
            return view;
        }
        if (!autoStart) {
            report(missing(view));
            done = seen;
            return view;
        }
        if (clock.nanoTime() - nextNanos < 0 || !lock.tryLock()) {
            return view;
        }
        try {
            return isDone() ? snapshots.fresh() : start(missing(view), seen);
        } finally {
            lock.unlock();
        }
    }

    private SnapshotView start(SortedSet<String> missing, int seen) {
        try {
            source.start(missing);
        } catch (RuntimeException e) {
            warnings.once(CoherenceMessages.autoStartFailed(missing, e));
        }
        SnapshotView view = snapshots.fresh();
        SortedSet<String> left = missing(view);
        report(left);
        if (left.isEmpty()) {
            done = seen;
        }
        nextNanos = clock.nanoTime() + pauseNanos;
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        return view;
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
}
