package org.cacheversions.internal.core.call;

import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cacheversions.internal.core.coherence.SnapshotReader;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.Announcer;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.internal.core.transaction.Transactions;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** Invalidates caches in the active transaction or, without one, in a new transaction. Thread-safe. */
public final class Invalidator {

    /** The place of invalidations by the bean that applications inject. */
    public static final String INJECTED = "CacheInvalidator";

    private final VersionContexts contexts;
    private final Transactions transactions;
    private final Supplier<TransactionWork> newWork;
    private final KnownNames names;
    private final VersionSource source;
    private final Announcer announcer;
    private final Warnings warnings;

    public Invalidator(
            VersionContexts contexts,
            Transactions transactions,
            Supplier<TransactionWork> newWork,
            SnapshotReader reader,
            VersionSource source,
            Announcer announcer,
            Warnings warnings) {
        this.contexts = contexts;
        this.transactions = transactions;
        this.newWork = newWork;
        this.names = new KnownNames(contexts, reader, warnings);
        this.source = source;
        this.announcer = announcer;
        this.warnings = warnings;
    }

    /** Gives these caches new versions, or throws and changes nothing. */
    public void invalidate(Collection<? extends @Nullable String> caches) {
        invalidate(Targets.whole(CacheNames.sorted(caches)));
    }

    /** Invalidates these caches and scopes, or throws and changes nothing. */
    public void invalidate(Targets targets) {
        invalidate(targets, INJECTED);
    }

    /** Does the same for a method, or another place in the code. */
    public void invalidate(Targets targets, String place) {
        invalidate(targets, place, contexts.user());
    }

    /** Does the same for a user. */
    public void invalidate(Targets targets, String place, @Nullable String user) {
        if (targets.isEmpty()) {
            return; // a method was given no element of a scope
        }
        KnownNames.Known known = known(CacheNames.sorted(targets.caches()));
        Targets present = targets.of(known.caches());
        if (present.isEmpty()) {
            return;
        }
        Invalidation own = from(place, user);
        own.add(present);
        run(own, work -> work.invalidate(present, known.verified()), () -> write(own.targets()));
    }

    /** Returns whether a JTA transaction is active on this thread. */
    public boolean isInTransaction() {
        return transactions.isActive();
    }

    /** Returns what the transaction of this thread will invalidate, or {@code null} if nothing yet. */
    public @Nullable Invalidation pending() {
        ActiveTransaction transaction = transactions.active();
        TransactionWork work = transaction == null ? null : transaction.work();
        return work == null ? null : work.invalidation();
    }

    /** Begins an invalidation in a transaction whose outcome may never be reported. */
    public Invalidation begin() {
        Invalidation own = from(INJECTED, contexts.user());
        own.origin().announcedEarly();
        return own;
    }

    private static Invalidation from(String place, @Nullable String user) {
        Invalidation own = new Invalidation();
        own.origin().add(place, user);
        return own;
    }

    /** Gives every cache a new version. */
    public void invalidateAll() {
        invalidateAll(INJECTED, contexts.user());
    }

    /** Does the same for a method, or another place in the code, and a user. */
    public void invalidateAll(String place, @Nullable String user) {
        Invalidation own = from(place, user);
        own.addAll();
        run(own, TransactionWork::invalidateAll, source::invalidateAll);
    }

    /**
     * Gives these caches new versions when a stage completes normally. If it has already completed, they are invalidated
     * at once, in the active transaction if there is one; otherwise in a transaction of their own.
     *
     * @return a stage that completes after the invalidation as the given one has, or exceptionally if the invalidation
     *     fails. The caller may complete or cancel it without effect on the invalidation.
     */
    public <T extends @Nullable Object> CompletionStage<T> invalidateAfter(
            CompletionStage<T> stage, Targets targets, String place) {
        if (targets.isEmpty()) {
            return stage;
        }
        CompletableFuture<T> begun = futureOf(stage);
        if (begun != null && begun.isDone()) {
            if (!begun.isCompletedExceptionally()) {
                invalidate(targets, place); // on the thread of the method: a failure must roll its transaction back
            }
            return stage;
        }
        contexts.invalidatesInLoad();
        VersionContext requester = contexts.current();
        String user = contexts.user(); // now, since the request may be over by then
        CompletableFuture<T> finished = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> {
            if (failure != null) {
                finished.completeExceptionally(failure);
                return;
            }
            try {
                invalidateApart(targets, requester, place, user);
                finished.complete(value);
            } catch (Throwable e) { // nobody else would see it
                warnings.limited(
                        Level.ERROR,
                        targets.caches().toString(),
                        CallMessages.stageNotInvalidated(targets.caches(), e),
                        e);
                finished.completeExceptionally(e);
            }
        });
        return finished;
    }

    private static <T extends @Nullable Object> @Nullable CompletableFuture<T> futureOf(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture();
        } catch (UnsupportedOperationException e) {
            return null;
        }
    }

    private void invalidateApart(
            Targets targets, @Nullable VersionContext requester, String place, @Nullable String user) {
        Targets present = targets.of(known(targets.caches()).caches());
        Invalidation own = from(place, user);
        own.add(present);
        if (requester != null) {
            requester.invalidated(own);
        }
        alone(own, () -> write(own.targets()));
        if (transactions.isActive()) {
            // the data may be in the transaction of the thread that completes the stage
            invalidate(targets, place, user);
        }
    }

    private void write(Targets targets) {
        source.invalidate(targets.scopes()).forEach(cache -> warnings.once(VersionMessages.stoppedCache(cache)));
    }

    private void alone(Invalidation own, Runnable write) {
        own.settle();
        mark(own);
        try {
            write.run();
        } finally {
            announcer.announce(own); // even after a failure: it may have committed nevertheless
        }
    }

    private void run(Invalidation own, Consumer<TransactionWork> inside, Runnable alone) {
        if (!transactions.isActive()) {
            alone(own, alone);
            return;
        }
        TransactionWork work;
        try {
            work = transactions.join(newWork);
        } catch (IllegalStateException e) {
            // the transaction can only roll back: there is nothing to write
            Invalidation known = pending();
            markUncommitted(known == null ? own : known.with(own));
            return;
        }
        work.invalidation().comesAlsoFrom(own);
        mark(work.invalidation());
        VersionContext context = contexts.current();
        if (context != null) {
            context.usedIn(transactions.active(), work);
        }
        inside.accept(work);
    }

    /** Makes the request of this thread bypass the store for these caches from now on. */
    public void mark(Invalidation invalidation) {
        contexts.invalidated(invalidation);
    }

    /**
     * Does the same in a transaction whose outcome may never be reported. The load in progress is not stored either,
     * since it may have read data that is rolled back later.
     */
    public void markUncommitted(Invalidation invalidation) {
        mark(invalidation);
        contexts.taint();
    }

    /** Notifies observers and other nodes of a committed invalidation. */
    public void announce(Invalidation invalidation) {
        announcer.announce(invalidation);
    }

    /** Returns those names that have a row; throws if one never had a row. */
    public KnownNames.Known known(SortedSet<String> caches) {
        return names.known(caches);
    }
}
