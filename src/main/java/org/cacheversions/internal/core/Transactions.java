package org.cacheversions.internal.core;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the core needs to know of the application's transactions. Safe for use by many threads. */
public interface Transactions {

    /** Where there is no transaction manager. */
    Transactions NONE = new Transactions() {

        @Override
        public @Nullable Object current() {
            return null;
        }

        @Override
        public @Nullable TransactionWork find() {
            return null;
        }

        @Override
        public TransactionWork join(Supplier<TransactionWork> create) {
            throw new IllegalStateException("no transaction manager");
        }
    };

    /** Answers something that is equal for the same transaction only, or {@code null} if none is active. */
    @Nullable
    Object current();

    /** Tells whether a transaction is active on this thread, be it marked for rollback. */
    default boolean isActive() {
        return current() != null;
    }

    /** Tells whether a transaction is active that may still commit. */
    default boolean canCommit() {
        return isActive();
    }

    /** Answers our work in the active transaction, if there is any. */
    @Nullable
    TransactionWork find();

    /**
     * Answers our work in the active transaction, and has it take part in its completion.
     *
     * @throws IllegalStateException if none is active, or it can only roll back
     */
    TransactionWork join(Supplier<TransactionWork> create);
}
