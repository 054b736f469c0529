package org.cacheversions.internal.core.call;

import java.time.Duration;
import java.util.function.Supplier;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.Lifetime;
import org.cacheversions.internal.core.entries.PendingStage;
import org.cacheversions.internal.core.entries.SnapshotView;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stale value to serve when a load fails, if the method allows it: an expired or a superseded entry. A caller
 * that has itself invalidated the value gets none, nor does a transaction, which may have failed with the load.
 * Thread-safe.
 */
public final class StaleValues {

    private final Supplier<SnapshotReader.@Nullable Read> last;
    private final Lifetime lifetime;
    private final Transactions transactions;

    public static StaleValues of(SnapshotReader reader, NodeClock clock, Transactions transactions) {
        return new StaleValues(reader::last, new Lifetime(clock), transactions);
    }

    private StaleValues(Supplier<SnapshotReader.@Nullable Read> last, Lifetime lifetime, Transactions transactions) {
        this.last = last;
        this.lifetime = lifetime;
        this.transactions = transactions;
    }

    /** Returns the value to serve, or {@code null} if the caller must see the failure. */
    @Nullable
    CachedValue find(VersionContext context, Generation generation, EntryKey key, Exception failure) {
        SnapshotView view = context.view();
        CachedValue found = view != null && mayServe(context, generation.method(), failure)
                ? lastOf(context, generation, key)
                : null;
        return view != null && found != null && mayServe(context, view, generation.method(), found) ? found : null;
    }

    /** Does the same when the versions could not be read: the last ones serve until they are as old as the grace. */
    @Nullable
    CachedValue findUnread(VersionContext context, CachedMethod method, EntryKey key, Exception failure) {
        SnapshotReader.Read read = last.get();
        Duration grace = method.options().staleOnError();
        if (read == null
                || grace == null
                || !mayServe(context, method, failure)
                || lifetime.nanoTime() - read.beganNanos() >= grace.toNanos()) {
            return null;
        }
        Generation generation = read.snapshot().generation(method);
        if (generation == null) {
            return null;
        }
        CachedValue own = generation.get(key);
        CachedValue found =
                own != null && read.snapshot().versions().has(own.reads()) ? own : generation.supersededEntry(key);
        return found != null && mayServe(context, read.snapshot(), method, found) ? found : null;
    }

    private boolean mayServe(VersionContext context, CachedMethod method, Exception failure) {
        return method.options().staleOnError() != null
                && !(failure instanceof InterruptedException)
                && !context.hasInvalidated(method)
                && !transactions.isActive();
    }

    /**
     * Returns whether the caller has invalidated nothing that the value was computed from, and the node has not known for
     * longer than the grace that one of its scopes was invalidated.
     */
    private static boolean mayServe(VersionContext context, SnapshotView view, CachedMethod method, CachedValue stale) {
        Duration grace = method.options().staleOnError();
        return !context.hasInvalidated(stale.reads())
                && !context.hasInvalidatedScopes(stale.stamps())
                && grace != null
                && view.windows().areValid(stale.stamps(), grace);
    }

    private static @Nullable CachedValue lastOf(VersionContext context, Generation generation, EntryKey key) {
        CachedValue own = generation.get(key);
        return own != null && context.acceptsReads(own) ? own : generation.supersededEntry(key);
    }

    /** Counts and returns a stale value. An enclosing load that uses it is not stored, and a response has no tag. */
    static @Nullable Object serve(VersionContext context, CachedMethod method, CachedValue stale) {
        method.statistics().servedStale();
        context.taint();
        context.refuseTags();
        return PendingStage.served(method, stale.value());
    }
}
