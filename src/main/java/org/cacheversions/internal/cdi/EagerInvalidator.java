package org.cacheversions.internal.cdi;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.Scope;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.call.Invalidator;
import org.cacheversions.internal.core.call.KnownNames;
import org.cacheversions.internal.core.transaction.BoundTransaction;
import org.cacheversions.internal.core.transaction.Invalidation;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.cacheversions.spi.VersionSource;

/** Writes new versions at once, in a transaction that the application controls. Used by one thread. */
final class EagerInvalidator implements BoundInvalidator {

    private final InjectedInvalidator unbound;
    private final Invalidator invalidator;
    private final VersionSource.Enlisted writer;
    private final BoundTransaction transaction;
    private final Consumer<BoundInvalidator> closed;

    EagerInvalidator(
            InjectedInvalidator unbound,
            Invalidator invalidator,
            VersionSource.Enlisted writer,
            BoundTransaction transaction,
            Consumer<BoundInvalidator> closed) {
        this.transaction = transaction;
        this.closed = closed;
        this.unbound = unbound;
        this.invalidator = invalidator;
        this.writer = writer;
    }

    @Override
    public void invalidate(String... caches) {
        invalidate(Targets.whole(CacheNames.sorted(Arrays.asList(caches))));
    }

    @Override
    public void invalidate(Scope first, Scope... others) {
        invalidate(unbound.targets(first, others));
    }

    void invalidate(Targets targets) {
        KnownNames.Known known = invalidator.known(targets.caches());
        Targets present = targets.of(known.caches());
        Invalidation own = pending();
        own.add(present);
        own.written(present.caches());
        // write again even if the cache was invalidated before: a rollback since then goes unnoticed
        for (String missing : writer.invalidate(own.widened(present).scopes())) {
            if (!known.verified()) {
                throw new UnknownCacheException(VersionMessages.unknownCache(missing, List.of()));
            }
        }
    }

    @Override
    public void invalidateAll() {
        Invalidation own = pending();
        own.addAll();
        own.written(List.of(CacheNames.RESERVED));
        writer.invalidateAll();
    }

    private Invalidation pending() {
        Invalidation invalidation = transaction.pending();
        if (invalidation == null) {
            invalidation = invalidator.begin();
            transaction.pending(invalidation);
        }
        invalidator.markUncommitted(invalidation);
        return invalidation;
    }

    @Override
    public void committed() {
        Invalidation pending = transaction.pending();
        if (pending != null) {
            pending.settle();
            transaction.pending(null);
            invalidator.announce(pending);
        }
    }

    @Override
    public void discardPending() {
        Invalidation pending = transaction.pending();
        if (pending != null) {
            pending.undo();
            transaction.pending(null);
        }
    }

    @Override
    public void close() {
        closed.accept(this);
        committed();
        transaction.close();
        writer.release();
    }

    @Override
    public BoundInvalidator within(EntityManager entityManager) {
        return unbound.within(entityManager);
    }

    @Override
    public BoundInvalidator within(Connection connection) {
        return unbound.within(connection);
    }
}
