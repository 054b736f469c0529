package org.cacheversions.internal.core.coherence;

import java.time.Duration;
import java.util.SortedSet;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.OneAtATime;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.HintChannel;
import org.jspecify.annotations.Nullable;

/**
 * Requests get the newest snapshot while it is younger than max-age. From half of max-age on it is refreshed in the
 * background, so that requests seldom wait. Thread-safe.
 */
public final class BoundedSnapshots implements Snapshots {

    private final DatedSnapshots dated;
    private final long refreshNanos;
    private final OneAtATime refreshAhead;
    private final @Nullable HintChannel hints;
    private final @Nullable HintOutbox outbox;
    private final MergedHints ofScopes;

    public BoundedSnapshots(
            SnapshotReader reader, Duration maxAge, NodeServices node, FaultPoint faults, Duration patience) {
        this.dated = new DatedSnapshots(reader, node.clock(), maxAge, faults, patience);
        this.refreshNanos = maxAge.toNanos() / 2;
        this.refreshAhead = new OneAtATime(node.background(), dated::refresh);
        this.hints = node.hints();
        this.outbox = hints == null ? null : new HintOutbox(hints, node.background());
        this.ofScopes = new MergedHints(node, maxAge.dividedBy(10));
    }

    @Override
    public SnapshotView served() {
        SnapshotReader.Read known = dated.young();
        if (known == null) {
            return dated.fresh();
        }
        if (dated.ageNanos(known) > refreshNanos) {
            refreshAhead.runToEnd();
        }
        return known.snapshot();
    }

    @Override
    public @Nullable SnapshotView young() {
        SnapshotReader.Read known = dated.young();
        return known == null ? null : known.snapshot();
    }

    @Override
    public SnapshotView fresh() {
        return dated.fresh();
    }

    @Override
    public void committed(SortedSet<String> caches, boolean whole) {
        dated.spend();
        if (outbox == null) {
            return;
        }
        if (whole) {
            outbox.add(caches);
        } else {
            ofScopes.add(caches, outbox);
        }
    }

    @Override
    public void start() {
        if (hints != null) {
            hints.open(dated::spend);
        }
    }

    @Override
    public void close() {
        if (hints != null) {
            hints.close();
        }
    }
}
