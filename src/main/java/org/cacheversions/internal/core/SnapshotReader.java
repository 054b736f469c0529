package org.cacheversions.internal.core;

import java.util.List;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** Reads one snapshot after the other, each made from the one before. Not to be called by two threads at once. */
final class SnapshotReader implements Supplier<VersionSnapshot> {

    private final VersionSource source;
    private final Supplier<List<CachePlan>> plans;
    private final CacheMetrics metrics;
    private final FaultPoint faults;
    private final Outage outage = new Outage();

    private volatile Runnable before = () -> {};
    private volatile BiConsumer<VersionSnapshot, VersionSnapshot> after = (earlier, read) -> {};
    private volatile VersionSnapshot newest;
    private volatile @Nullable Consumer<SortedSet<String>> beforeNewVersions;

    SnapshotReader(
            VersionSource source,
            Supplier<List<CachePlan>> plans,
            StoreGuard store,
            CacheMetrics metrics,
            FaultPoint faults) {
        this.source = source;
        this.plans = plans;
        this.metrics = metrics;
        this.faults = faults;
        this.newest = VersionSnapshot.empty(store);
    }

    @Override
    public VersionSnapshot get() {
        faults.reached(FaultPoint.BEFORE_READ);
        long start = System.nanoTime();
        VersionSnapshot read;
        try {
            before.run();
            List<VersionRow> rows = source.read();
            metrics.versionsRead(System.nanoTime() - start);
            read = newest.next(rows, plans.get());
            tellBefore(read);
        } catch (RuntimeException | LinkageError e) {
            metrics.versionsUnavailable();
            outage.failed(() -> Messages.versionsUnavailable(e), e);
            throw e;
        }
        outage.worked(Messages::versionsAvailableAgain);
        after.accept(newest, read);
        newest = read;
        faults.reached(FaultPoint.AFTER_READ);
        return read;
    }

    private void tellBefore(VersionSnapshot read) {
        Consumer<SortedSet<String>> listener = beforeNewVersions;
        if (listener != null && read != newest) {
            SortedSet<String> changed = read.changedSince(newest);
            if (!changed.isEmpty()) {
                listener.accept(changed);
            }
        }
    }

    /** Has this run before each read; if it throws, the read has failed. */
    void beforeEach(Runnable action) {
        before = action;
    }

    /** Has this told of each snapshot that was read, with the one before. */
    void afterEach(BiConsumer<VersionSnapshot, VersionSnapshot> listener) {
        after = listener;
    }

    void beforeNewVersions(Consumer<SortedSet<String>> listener) {
        beforeNewVersions = listener;
    }

    /** Answers the snapshot that was read last, for display only. */
    VersionSnapshot newest() {
        return newest;
    }
}
