package org.cacheversions.internal.core.coherence;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.Closing;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.support.OneAtATime;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;

/**
 * Requests get the newest snapshot while its lease lasts by both clocks. The lease is renewed in the background, even
 * without requests. After its commit a writer waits until every older lease has expired, or every node has acknowledged
 * the commit. {@code snapshot.pml} is the model. Thread-safe.
 */
public final class LeasedSnapshots implements Snapshots {

    private final DatedSnapshots dated;
    private final Coherence coherence;
    private final NodeServices node;
    private final NodeClock clock;
    private final Warnings warnings;
    private final OneAtATime hinted;
    private final @Nullable HintOutbox outbox;
    private final @Nullable NodeLease holder;
    private final @Nullable Acknowledgements acknowledgements;
    private volatile @Nullable Future<?> renewal;
    private volatile boolean closed;

    public LeasedSnapshots(
            SnapshotReader reader, Coherence coherence, NodeServices node, FaultPoint faults, Duration patience) {
        this.coherence = coherence;
        this.node = node;
        this.clock = node.clock();
        this.warnings = new Warnings(clock);
        NodeRegister register = node.register();
        this.outbox = node.hints() == null ? null : new HintOutbox(node.hints(), node.background());
        if (register == null) {
            this.holder = null;
            this.acknowledgements = null;
        } else {
            NodeLease own = new NodeLease(register, clock, node.background(), coherence.age());
            reader.around(own::begin, own::installed);
            this.holder = own;
            this.acknowledgements = !node.awaited()
                    ? null
                    : new Acknowledgements(
                            register, own, node, coherence.writersWait().toNanos(), this::hint);
        }
        this.dated = new DatedSnapshots(reader, clock, coherence.age(), faults, patience);
        this.hinted = new OneAtATime(node.background(), dated::refresh);
    }

    @Override
    public SnapshotView served() {
        SnapshotView known = young();
        return known != null ? known : dated.fresh();
    }

    @Override
    public @Nullable SnapshotView young() {
        SnapshotReader.Read known = closed ? null : dated.young();
        return known != null && isLeased(known) ? known.snapshot() : null;
    }

    /** The monotonic clock may have stood still while the machine was suspended; the wall clock did not. */
    private boolean isLeased(SnapshotReader.Read known) {
        long millis = clock.wallMillis() - known.beganMillis();
        return millis >= 0 && millis < coherence.age().toMillis();
    }

    @Override
    public SnapshotView fresh() {
        return dated.fresh();
    }

    /** Reads at once, even without requests: a writer on another node is waiting for this one. */
    private void hinted() {
        dated.spend();
        hinted.runFromStart();
    }

    private void hint(SortedSet<String> caches) {
        if (outbox != null) {
            outbox.add(caches);
        }
    }

    @Override
    public void committed(SortedSet<String> caches, boolean whole) {
        dated.spend();
        if (acknowledgements != null) {
            acknowledgements.await(caches); // sends the hint once it knows which nodes to wait for
            return;
        }
        try {
            hint(caches);
        } finally {
            clock.awaitNanoTime(clock.nanoTime() + coherence.writersWait().toNanos());
        }
    }

    @Override
    public void start() {
        if (node.hints() != null) {
            node.hints().open(this::hinted);
        }
        long third = Math.max(1, coherence.age().dividedBy(3).toMillis());
        renewal = node.background().scheduleAtFixedRate(this::renew, third, third, TimeUnit.MILLISECONDS);
    }

    private void renew() {
        dated.refresh();
        if (holder != null) {
            try {
                holder.removeSilent();
            } catch (RuntimeException | Error e) { // the executor would silently end all renewals
                if (!closed) {
                    warnings.limited(Level.WARNING, "", CoherenceMessages.renewalFailed(e), e);
                }
            }
        }
    }

    /** From now on no writer waits for this node, so a late request must read the versions itself. */
    @Override
    public void close() {
        closed = true;
        List<Runnable> steps = new ArrayList<>();
        Future<?> task = renewal;
        if (task != null) {
            steps.add(() -> task.cancel(true));
        }
        if (holder != null) {
            steps.add(holder::close);
        }
        if (node.hints() != null) {
            steps.add(node.hints()::close);
        }
        Closing.each(steps);
    }
}
