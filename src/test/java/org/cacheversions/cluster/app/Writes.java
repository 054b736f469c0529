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
    Readings readings;

    @Inject
    OwnTransaction apart;

    @Inject
    CacheInvalidator invalidator;

    @Inject
    CurrentTransaction transaction;

    /** Writes one red item: its cache is invalidated by the annotation, when this has returned. */
    @Transactional
    @InvalidatesCache(Group.RED_CACHE)
    public void writeRed(Order order, Tale tale) {
        tale.before = readings.answer(order.before());
        tale.written.add(rows.grow(order.item(), order.stamp()));
        end(order);
    }

    /** Does what the order says. */
    @Transactional
    public void write(Order order, Tale tale) {
        tale.before = readings.answer(order.before());
        switch (order.kind()) {
            case ONE -> {
                invalidator.invalidate(cacheOf(order.item()));
                tale.written.add(rows.grow(order.item(), order.stamp()));
            }
            case TWO -> {
                tale.written.add(rows.grow(order.item(), order.stamp()));
                tale.written.add(rows.grow(order.other(), order.stamp() + 1));
                invalidator.invalidate(cacheOf(order.other()), cacheOf(order.item()));
                tale.own.add(readings.item(order.other()));
            }
            case REQUIRES_NEW -> {
                tale.written.add(rows.grow(order.item(), order.stamp()));
                invalidator.invalidate(cacheOf(order.item()));
                tale.committed.add(apart.write(order.other(), order.stamp() + 1));
                tale.own.add(readings.item(order.other()));
            }
            case ALL -> {
                tale.written.add(rows.grow(order.item(), order.stamp()));
                tale.written.add(rows.grow(order.other(), order.stamp() + 1));
                invalidator.invalidateAll();
                tale.own.add(readings.item(order.other()));
            }
        }
        tale.own.add(readings.item(order.item()));
        end(order);
    }

    private void end(Order order) {
        switch (order.end()) {
            case COMMIT -> {
                if (!transaction.isActive()) {
                    throw new IllegalStateException("the transaction can't commit any more");
                }
            }
            case THROW -> throw new OrderedFailure();
            case ROLLBACK_ONLY -> transaction.setRollbackOnly();
        }
    }

    static String cacheOf(int item) {
        return Group.of(item).cache();
    }
}
