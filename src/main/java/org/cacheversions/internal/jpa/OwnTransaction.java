package org.cacheversions.internal.jpa;

import java.util.function.Supplier;

/** Runs work outside the caller's transaction, with JTA or without it. Implementations must be thread-safe. */
public interface OwnTransaction {

    /** Runs the work in a JTA transaction of its own, if there is JTA; it has committed when this method returns. */
    <T> T required(Supplier<T> work);

    /**
     * Returns, within the work, whether its transaction can still commit. A container may roll back a transaction,
     * after a timeout for example, without an exception.
     */
    default boolean canCommit() {
        return true;
    }

    /** Returns whether this thread may keep the connection of a read: in a JTA transaction, or for its whole request. */
    default boolean keepsConnections() {
        return false;
    }

    /** Runs the work while the transaction of this thread is suspended. */
    <T> T none(Supplier<T> work);
}
