package org.cacheversions.internal.core.transaction;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The application's transactions. Thread-safe. */
public interface Transactions {

    /** For applications without a transaction manager. */
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

    /** Returns whether a transaction is active that may still commit. */
    default boolean canCommit() {
        return isActive();
    }

    /**
     * Returns the library's work in the active transaction, which takes part in its completion.
     *
     * @throws IllegalStateException if no transaction is active, or if it can only roll back
     */
    TransactionWork join(Supplier<TransactionWork> create);
}
