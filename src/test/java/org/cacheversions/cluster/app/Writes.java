package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.InvalidatesCache;

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
                invalidator.invalidate(cacheOf(write.item()));
                result.written.add(rows.grow(write.item(), write.stamp()));
            }
            case TWO -> {
                result.written.add(rows.grow(write.item(), write.stamp()));
                result.written.add(rows.grow(write.other(), write.stamp() + 1));
                invalidator.invalidate(cacheOf(write.other()), cacheOf(write.item()));
                result.own.add(readings.item(write.other()));
            }
            case REQUIRES_NEW -> {
                result.written.add(rows.grow(write.item(), write.stamp()));
                invalidator.invalidate(cacheOf(write.item()));
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

    static String cacheOf(int item) {
        return Group.of(item).cache();
    }
}
