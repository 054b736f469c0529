package org.cacheversions.internal.core.call;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.PendingStage;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.internal.core.versions.VersionSnapshot;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;

/**
 * What a request, or an outermost cached call without one, sees: one snapshot, and what it has itself invalidated
 * since. Used by one thread at a time; transactions may end on another.
 */
public final class VersionContext {

    private final @Nullable SnapshotView view;
    private final @Nullable VersionsUnavailableException failure;
    private final boolean late;
    private boolean request = true;
    private volatile @Nullable List<Invalidation> invalidations;
    private @Nullable LoadScope frame;

    VersionContext(@Nullable SnapshotView view, @Nullable VersionsUnavailableException failure, boolean late) {
        this.view = view;
        this.failure = failure;
        this.late = late;
    }

    /** Answers the snapshot, or throws what kept it from being read. */
    public VersionSnapshot requireSnapshot() {
        if (view != null) {
            return view.versions();
        }
        throw new VersionsUnavailableException(VersionMessages.versionsUnavailableNow(), failure);
    }

    @Nullable
    SnapshotView view() {
        return view;
    }

    /** Returns the versions alone, or {@code null} if they could not be read. */
    @Nullable
    VersionSnapshot snapshot() {
        return view == null ? null : view.versions();
    }

    void withoutRequest() {
        request = false;
    }

    /** Tells whether this belongs to a request, whose labels were fixed before it did anything. */
    boolean isRequest() {
        return request;
    }

    /** Tells whether a transaction was active when the labels were fixed: its data may be older than they. */
    boolean isLate() {
        return late;
    }

    @Nullable
    LoadScope frame() {
        return frame;
    }

    void frame(@Nullable LoadScope current) {
        frame = current;
    }

    /** The load that is going on, if there is one, has used what nobody else may be given. */
    void taint() {
        if (frame != null) {
            frame.taint();
        }
    }

    /** A load that began before this transaction has used what is committed only when the transaction is. */
    void usedIn(@Nullable ActiveTransaction transaction, TransactionWork work) {
        if (frame != null && !frame.isOf(transaction)) {
            frame.await(work);
        }
    }

    /** Passes over the store for these caches from now on, unless the invalidation is undone. */
    public synchronized void invalidated(Invalidation invalidation) {
        List<Invalidation> list = invalidations;
        if (list == null) {
            list = new CopyOnWriteArrayList<>();
            invalidations = list;
        }
        if (!list.contains(invalidation)) {
            list.add(invalidation);
        }
    }

    boolean hasInvalidated(CachedMethod plan) {
        List<Invalidation> list = invalidations;
        if (list == null) {
            return false;
        }
        for (Invalidation invalidation : list) {
            if (invalidation.coversAny(plan.caches())) {
                return true;
            }
        }
        return false;
    }

    boolean hasInvalidated(Collection<VersionRow> rows) {
        List<Invalidation> list = invalidations;
        if (list == null) {
            return false;
        }
        for (Invalidation invalidation : list) {
            if (invalidation.coversAnyRow(rows)) {
                return true;
            }
        }
        return false;
    }

    /** Counts a hit, notes its dependencies for the enclosing load, and returns what the caller gets. */
    @Nullable
    Object hit(Generation generation, CachedValue found) {
        CachedMethod plan = generation.plan();
        plan.statistics().hit();
        if (frame != null) {
            frame.read(generation.labels(), found.reads());
        }
        return plan.asynchronous() ? PendingStage.stageOf(found.value()) : found.value();
    }

    /** Tells whether an entry of the right labels may be used here, for what else it depends on. */
    boolean accepts(CachedValue entry) {
        return entry.reads().isEmpty() || acceptsReads(entry.reads());
    }

    private boolean acceptsReads(List<VersionRow> reads) {
        return requireSnapshot().has(reads) && !hasInvalidated(reads);
    }
}
