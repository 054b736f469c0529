package org.cacheversions.internal.core;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/**
 * Gives requests the snapshot that is there, as long as it is young enough; else one that is read now. The age counts
 * from the start of the SELECT: from its end, a slow answer would pass for a young one. {@code snapshot.pml} is the
 * model. Safe for use by many threads.
 */
final class AgedSnapshots implements Supplier<VersionSnapshot>, AutoCloseable {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private record Dated(VersionSnapshot snapshot, long beganNanos, long beganMillis) {}

    private final Supplier<VersionSnapshot> read;
    private final SnapshotLoader<Dated> loader;
    private final boolean leased;
    private final long ageNanos;
    private final long ageMillis;
    private final NodeClock clock;
    private final ScheduledExecutorService background;
    private final Runnable installed;
    private final AtomicBoolean hinted = new AtomicBoolean();
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile @Nullable Dated newest;
    private final AtomicLong spentNanos;
    private volatile @Nullable Future<?> renewal;
    private volatile boolean closed;

    /** Reads by {@code read}, which is never called by two threads at once; then {@code installed} is run. */
    AgedSnapshots(
            Supplier<VersionSnapshot> read,
            Coherence coherence,
            NodeClock clock,
            ScheduledExecutorService background,
            FaultPoint faults,
            Runnable installed) {
        this.read = read;
        this.loader = new SnapshotLoader<>(this::readDated, faults, Snapshots.PATIENCE);
        this.leased = coherence.mode() == Coherence.Mode.LEASED;
        this.ageNanos = coherence.age().toNanos();
        this.ageMillis = coherence.age().toMillis();
        this.clock = clock;
        this.background = background;
        this.spentNanos = new AtomicLong(clock.nanoTime() - 1);
        this.installed = installed;
    }

    private Dated readDated() {
        long nanos = clock.nanoTime();
        long millis = clock.wallMillis();
        Dated dated = new Dated(read.get(), nanos, millis);
        newest = dated;
        installed.run();
        return dated;
    }

    @Override
    public VersionSnapshot get() {
        Dated known = newest;
        if (known == null || !isUsable(known)) {
            return fresh();
        }
        if (!leased && clock.nanoTime() - known.beganNanos > ageNanos / 2) {
            refreshAhead();
        }
        return known.snapshot;
    }

    /** Answers a snapshot whose SELECT begins after this call. */
    VersionSnapshot fresh() {
        return loader.load().snapshot;
    }

    private boolean isUsable(Dated known) {
        if (closed || known.beganNanos - spentNanos.get() <= 0 || clock.nanoTime() - known.beganNanos >= ageNanos) {
            return false;
        }
        if (!leased) {
            return true;
        }
        // the first clock may have stood still, with the machine; then the one on the wall has not
        long age = clock.wallMillis() - known.beganMillis;
        return age >= 0 && age < ageMillis;
    }

    /** Says that versions have changed, or may have: what was read before will not do any more. */
    void spend() {
        spentNanos.accumulateAndGet(clock.nanoTime(), (known, given) -> given - known > 0 ? given : known);
    }

    /**
     * Is told by another node that versions have changed. In leased coherence someone waits for this node: it reads at
     * once, whether there are requests or not. What comes before that read has begun is answered by it.
     */
    void hinted() {
        spend();
        if (leased) {
            inBackground(hinted, () -> {
                hinted.set(false);
                refresh();
            });
        }
    }

    /** Reads a third of a lease ago at the latest, from now on, whether there are requests or not. */
    void renewAlways(Runnable afterwards) {
        long third = Math.max(1, Duration.ofNanos(ageNanos).dividedBy(3).toMillis());
        renewal = background.scheduleAtFixedRate(
                () -> {
                    refresh();
                    unharmed(afterwards);
                },
                third,
                third,
                TimeUnit.MILLISECONDS);
    }

    /** An error here would end all renewals without a word. */
    private static void unharmed(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, Messages.renewalFailed(e), e);
        }
    }

    private void refreshAhead() {
        inBackground(refreshing, () -> {
            try {
                refresh();
            } finally {
                refreshing.set(false);
            }
        });
    }

    /** Has this done, unless it is under way. If it can't be, whoever finds the snapshot too old reads himself. */
    private void inBackground(AtomicBoolean underWay, Runnable task) {
        if (!underWay.compareAndSet(false, true)) {
            return;
        }
        boolean begun = false;
        try {
            background.execute(task);
            begun = true;
        } catch (RejectedExecutionException e) {
            // undeployed
        } finally {
            if (!begun) {
                underWay.set(false);
            }
        }
    }

    private void refresh() {
        try {
            fresh();
        } catch (VersionsUnavailableException e) {
            // the reader has logged it, and the snapshot grows too old by itself
        }
    }

    /** Nobody waits for this node any more: a request that comes all the same is given what is read then. */
    @Override
    public void close() {
        closed = true;
        Future<?> task = renewal;
        if (task != null) {
            task.cancel(true);
        }
    }
}
