package org.cacheversions.internal.core.coherence;

import java.util.List;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Lifetime;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.entries.StoreGuard;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.support.Outage;
import org.cacheversions.internal.core.versions.ScopeWindows;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.internal.core.versions.VersionSnapshot;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.JournaledVersions;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** Reads snapshots, each derived from the previous one. */
public final class SnapshotReader implements SnapshotLoader.Source<SnapshotView> {

    private final VersionSource source;
    private final Supplier<List<CachedMethod>> methods;
    private final CacheMetrics metrics;
    private final FaultPoint faults;
    private final NodeClock clock;
    private final Outage outage = new Outage();
    private final ScopeWindows windows;

    private volatile boolean closed;
    private volatile LongSupplier before = () -> 0;
    private volatile LongConsumer installed = number -> {};
    private volatile BiConsumer<VersionSnapshot, Read> after = (earlier, read) -> {};
    private volatile SnapshotView newest;
    private volatile @Nullable Read last;
    private volatile @Nullable Consumer<SortedSet<String>> beforeNewVersions;

    public SnapshotReader(
            VersionSource source,
            Supplier<List<CachedMethod>> methods,
            CacheStore store,
            CacheMetrics metrics,
            FaultPoint faults,
            NodeClock clock) {
        this.source = source;
        this.methods = methods;
        this.metrics = metrics;
        this.faults = faults;
        this.clock = clock;
        this.windows = new ScopeWindows(clock::nanoTime);
        this.newest = SnapshotView.empty(new StoreGuard(store), new Lifetime(clock), windows);
    }

    /** Returns what this node knows of the invalidations of scopes. */
    public ScopeWindows windows() {
        return windows;
    }

    @Override
    public Supplier<SnapshotView> read() {
        long nanos = clock.nanoTime();
        long millis = clock.wallMillis();
        faults.reached(FaultPoint.BEFORE_READ);
        long start = System.nanoTime();
        long number = before.getAsLong();
        JournaledVersions versions = source.read(windows::missing);
        metrics.versionsRead(System.nanoTime() - start);
        faults.reached(FaultPoint.AFTER_READ);
        return () -> install(versions, nanos, millis, number);
    }

    private SnapshotView install(JournaledVersions versions, long beganNanos, long beganMillis, long number) {
        windows.advance(versions.rows(), versions.journal()); // before a request gets the snapshot
        SnapshotView read = newest.next(versions.rows(), methods.get());
        tellBefore(read);
        outage.worked(CoherenceMessages::versionsAvailableAgain);
        Read done = new Read(read, beganNanos, beganMillis);
        after.accept(newest.versions(), done);
        newest = read;
        last = done;
        installed.accept(number);
        return read;
    }

    @Override
    public void failed(Throwable failure) {
        if (closed) {
            return; // what a read needs is being closed, too
        }
        metrics.versionsUnavailable();
        outage.failed(() -> VersionMessages.versionsUnavailable(failure), failure);
    }

    /** Ignores failures from now on. */
    public void close() {
        closed = true;
    }

    /** Returns a view of rows that a transaction has read, which may be old or uncommitted. It is not installed. */
    public SnapshotView seen(List<VersionRow> rows) {
        return newest.seen(rows, methods.get());
    }

    private void tellBefore(SnapshotView read) {
        Consumer<SortedSet<String>> listener = beforeNewVersions;
        if (listener != null && read != newest) {
            SortedSet<String> changed = read.versions().changedSince(newest.versions());
            if (!changed.isEmpty()) {
                listener.accept(changed);
            }
        }
    }

    /**
     * Sets actions to run before and after each read.
     *
     * @param begins returns a number for the read; if it throws, the read has failed
     * @param ends is called with that number once the result is installed
     */
    void around(LongSupplier begins, LongConsumer ends) {
        before = begins;
        installed = ends;
    }

    /** Sets a listener that is called after each read, with the previous snapshot and the read. */
    public void afterEach(BiConsumer<VersionSnapshot, Read> listener) {
        after = listener;
    }

    public void beforeNewVersions(Consumer<SortedSet<String>> listener) {
        beforeNewVersions = listener;
    }

    /** Returns the last successful read, or {@code null} before the first one. */
    @Nullable
    public Read last() {
        return last;
    }

    /**
     * A successful read.
     *
     * @param snapshot its result
     * @param beganNanos when it began, by the monotonic clock of the node
     * @param beganMillis when it began, by its wall clock
     */
    public record Read(SnapshotView snapshot, long beganNanos, long beganMillis) {}

    /** Returns the snapshot that was read last; it may be too old for a request. */
    public SnapshotView newest() {
        return newest;
    }
}
