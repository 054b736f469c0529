package org.cacheversions.internal.core.transaction;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the core needs to know of the application's transactions. Safe for use by many threads. */
public interface Transactions {

    /** Where there is no transaction manager. */
    Transactions NONE = new Transactions() {

        @Override
        public @Nullable ActiveTransaction active() {
            return null;
        }

        @Override
        public TransactionWork join(Supplier<TransactionWork> create) {
            throw new IllegalStateException("no transaction manager");
        }
    };

    /** Returns the transaction of this thread, or {@code null} if none is active. */
    @Nullable
    ActiveTransaction active();

    /** Returns whether a transaction is active on this thread, even one that is marked for rollback. */
    default boolean isActive() {
        return active() != null;
    }

    /** Tells whether a transaction is active that may still commit. */
    default boolean canCommit() {
        return isActive();
    }

    /**
     * Answers our work in the active transaction, and has it take part in its completion.
     *
     * @throws IllegalStateException if none is active, or it can only roll back
     */
    TransactionWork join(Supplier<TransactionWork> create);
}
