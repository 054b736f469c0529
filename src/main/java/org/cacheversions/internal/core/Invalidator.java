package org.cacheversions.internal.core;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** Invalidates caches in the active transaction, or in one of their own. Safe for use by many threads. */
public final class Invalidator {

    private final VersionContexts contexts;
    private final Transactions transactions;
    private final Supplier<TransactionWork> newWork;
    private final Supplier<VersionSnapshot> snapshots;
    private final VersionSource source;
    private final Announcer announcer;
    private final Warnings warnings;

    Invalidator(
            VersionContexts contexts,
            Transactions transactions,
            Supplier<TransactionWork> newWork,
            Supplier<VersionSnapshot> snapshots,
            VersionSource source,
            Announcer announcer,
            Warnings warnings) {
        this.contexts = contexts;
        this.transactions = transactions;
        this.newWork = newWork;
        this.snapshots = snapshots;
        this.source = source;
        this.announcer = announcer;
        this.warnings = warnings;
    }

    /** Gives these caches new versions, or throws and changes nothing. */
    public void invalidate(Collection<? extends @Nullable String> names) {
        Known known = known(CacheNames.sorted(names));
        if (known.caches.isEmpty()) {
            return;
        }
        Invalidation own = new Invalidation();
        own.add(known.caches);
        run(own, work -> work.invalidate(known.caches, known.verified), () -> {
            for (String missing : source.invalidate(known.caches)) {
                warnings.once(Messages.stoppedCache(missing));
            }
        });
    }

    /** Tells whether a JTA transaction is active on this thread. */
    public boolean isInTransaction() {
        return transactions.isActive();
    }

    /** Gives every cache a new version. */
    public void invalidateAll() {
        Invalidation own = new Invalidation();
        own.addAll();
        run(own, TransactionWork::invalidateAll, source::invalidateAll);
    }

    private void run(Invalidation own, Consumer<TransactionWork> inside, Runnable alone) {
        if (!transactions.isActive()) {
            mark(own);
            try {
                alone.run();
            } finally {
                announcer.announce(own); // also if it failed: it may have committed all the same
            }
            return;
        }
        TransactionWork work;
        try {
            work = transactions.join(newWork);
        } catch (IllegalStateException e) {
            // the transaction can only roll back: there is nothing to write
            TransactionWork known = transactions.find();
            mark(known == null ? own : known.invalidation().with(own));
            return;
        }
        mark(work.invalidation());
        VersionContext context = contexts.current();
        if (context != null) {
            context.usedIn(transactions.current(), work);
        }
        inside.accept(work);
    }

    /** From now on the request that is bound to this thread passes the store by. */
    public void mark(Invalidation invalidation) {
        VersionContext context = contexts.current();
        if (context != null) {
            context.invalidated(invalidation);
        }
    }

    /** Tells observers and other nodes. */
    public void announce(Invalidation invalidation) {
        announcer.announce(invalidation);
    }

    /** Answers those of the names that have a row; throws if one never had one. */
    public Known known(SortedSet<String> names) {
        VersionContext context = contexts.current();
        VersionSnapshot snapshot = context == null ? null : context.snapshot();
        if (snapshot == null || !snapshot.rows().keySet().containsAll(names)) {
            try {
                snapshot = snapshots.get();
            } catch (VersionsUnavailableException e) {
                return new Known(names, false); // the UPDATE will tell
            }
        }
        SortedSet<String> present = new TreeSet<>();
        for (String name : names) {
            if (snapshot.wasStopped(name)) {
                warnings.once(Messages.stoppedCache(name));
            } else {
                present.add(snapshot.row(name).cache());
            }
        }
        return new Known(present, true);
    }

    /**
     * Names to be given new versions.
     *
     * @param caches the names, sorted
     * @param verified whether each is known to have a row
     */
    public record Known(SortedSet<String> caches, boolean verified) {}
}
