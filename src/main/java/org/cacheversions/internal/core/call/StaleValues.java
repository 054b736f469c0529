package org.cacheversions.internal.core.call;

import java.time.Duration;
import java.util.function.Supplier;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.Generation;
import org.cacheversions.internal.core.entries.Lifetime;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.spi.CachedValue;
import org.cacheversions.spi.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * What is served where a load fails and the method says for how long that may be: the entry whose time to live has
 * passed, or one under labels that have. Never to who has himself invalidated, nor in a transaction, which may have
 * failed with the load. Safe for use by many threads.
 */
public final class StaleValues {

    private final Supplier<SnapshotReader.@Nullable Read> last;
    private final Lifetime lifetime;
    private final Transactions transactions;

    public StaleValues(Supplier<SnapshotReader.@Nullable Read> last, Lifetime lifetime, Transactions transactions) {
        this.last = last;
        this.lifetime = lifetime;
        this.transactions = transactions;
    }

    /** Answers the value to serve in place of this one, or {@code null}: the caller shall see the failure. */
    @Nullable
    CachedValue find(VersionContext context, Generation generation, EntryKey key, Exception failure) {
        CachedValue found = mayServe(context, generation.plan(), failure) ? lastOf(context, generation, key) : null;
        return found != null && mayServe(context, found) ? found : null;
    }

    /** The same where the versions could not be read: those that were read last may be as old as the grace. */
    @Nullable
    CachedValue findUnread(VersionContext context, CachedMethod plan, EntryKey key, Exception failure) {
        SnapshotReader.Read read = last.get();
        Duration grace = plan.options().staleOnError();
        if (read == null
                || grace == null
                || !mayServe(context, plan, failure)
                || lifetime.nanoTime() - read.beganNanos() >= grace.toNanos()) {
            return null;
        }
        Generation generation = read.snapshot().generation(plan);
        if (generation == null) {
            return null;
        }
        CachedValue own = generation.get(key);
        CachedValue found =
                own != null && read.snapshot().versions().has(own.reads()) ? own : generation.supersededEntry(key);
        return found != null && mayServe(context, found) ? found : null;
    }

    private boolean mayServe(VersionContext context, CachedMethod plan, Exception failure) {
        return plan.options().staleOnError() != null
                && !(failure instanceof InterruptedException)
                && !context.hasInvalidated(plan)
                && !transactions.isActive();
    }

    /** Tells whether a request has not invalidated what the value was computed from. */
    static boolean mayServe(VersionContext context, CachedValue stale) {
        return !context.hasInvalidated(stale.reads());
    }

    private static @Nullable CachedValue lastOf(VersionContext context, Generation generation, EntryKey key) {
        CachedValue own = generation.get(key);
        return own != null && context.accepts(own) ? own : generation.supersededEntry(key);
    }

    /** Answers the value to the caller; whatever he computes from it is nobody else's. */
    static @Nullable Object serve(VersionContext context, CachedMethod plan, CachedValue stale) {
        plan.statistics().servedStale();
        context.taint();
        return stale.value();
    }
}
