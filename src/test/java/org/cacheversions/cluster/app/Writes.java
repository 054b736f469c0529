package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.Scope;

/** Transactions that write items and invalidate what depends on them. */
@ApplicationScoped
public class Writes {

    @Inject
    Rows rows;

    @Inject
    CachedReads readings;

    @Inject
    OwnTransaction ownTransaction;

    @Inject
    CacheInvalidator invalidator;

    @Inject
    CurrentTransaction transaction;

    /** Writes one red item. The annotation invalidates its cache after the method has returned. */
    @Transactional
    @InvalidatesCache(Group.RED_CACHE)
    public void writeRed(WriteRequest write, WriteResult result) {
        result.before = readings.answer(write.before());
        result.written.add(rows.grow(write.item(), write.stamp()));
        end(write);
    }

    /** Writes and invalidates in the requested way. */
    @Transactional
    public void write(WriteRequest write, WriteResult result) {
        result.before = readings.answer(write.before());
        switch (write.kind()) {
            case ONE -> {
                invalidate(invalidator, write.item(), write.stamp());
                result.written.add(rows.grow(write.item(), write.stamp()));
            }
            case TWO -> {
                result.written.add(rows.grow(write.item(), write.stamp()));
                result.written.add(rows.grow(write.other(), write.stamp() + 1));
                invalidate(invalidator, write.other(), write.stamp());
                invalidate(invalidator, write.item(), write.stamp());
                result.own.add(readings.item(write.other()));
            }
            case REQUIRES_NEW -> {
                result.written.add(rows.grow(write.item(), write.stamp()));
                invalidate(invalidator, write.item(), write.stamp());
                result.committed.add(ownTransaction.write(write.other(), write.stamp() + 1));
                result.own.add(readings.item(write.other()));
            }
            case ALL -> {
                result.written.add(rows.grow(write.item(), write.stamp()));
                result.written.add(rows.grow(write.other(), write.stamp() + 1));
                invalidator.invalidateAll();
                result.own.add(readings.item(write.other()));
            }
        }
        result.own.add(readings.item(write.item()));
        end(write);
    }

    private void end(WriteRequest write) {
        switch (write.end()) {
            case COMMIT -> {
                if (!transaction.isActive()) {
                    throw new IllegalStateException("the transaction can't commit any more");
                }
            }
            case THROW -> throw new RequestedFailure();
            case ROLLBACK_ONLY -> transaction.setRollbackOnly();
        }
    }

    /** Invalidates the scope of an item, or now and then the whole cache of its group. Red items have no scopes. */
    static void invalidate(CacheInvalidator invalidator, int item, long stamp) {
        Group group = Group.of(item);
        if (group == Group.RED || stamp % 8 == 0) {
            invalidator.invalidate(group.cache());
        } else {
            invalidator.invalidate(Scope.of(group.cache(), item));
        }
    }
}
