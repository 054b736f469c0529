package org.cacheversions.internal.jta;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Supplier;
import org.cacheversions.internal.core.transaction.ActiveTransaction;
import org.cacheversions.internal.core.transaction.TransactionWork;
import org.cacheversions.internal.core.transaction.Transactions;
import org.jspecify.annotations.Nullable;

/** The transactions of a JTA transaction manager. Thread-safe. */
public final class JtaTransactions implements Transactions {

    private final TransactionSynchronizationRegistry registry;
    private final Object key = new Object();

    /** Uses this registry. */
    public JtaTransactions(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public @Nullable ActiveTransaction active() {
        return isActive()
                ? new ActiveTransaction(registry.getTransactionKey(), (TransactionWork) registry.getResource(key))
                : null;
    }

    @Override
    public boolean isActive() {
        return switch (registry.getTransactionStatus()) {
            case Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK -> false;
            default -> true;
        };
    }

    @Override
    public boolean canCommit() {
        return switch (registry.getTransactionStatus()) {
            case Status.STATUS_ACTIVE, Status.STATUS_PREPARING -> true;
            default -> false;
        };
    }

    @Override
    public TransactionWork join(Supplier<TransactionWork> create) {
        TransactionWork known = (TransactionWork) registry.getResource(key);
        if (known != null && registry.getTransactionStatus() != Status.STATUS_MARKED_ROLLBACK) {
            return known;
        }
        if (!canCommit()) {
            throw new IllegalStateException("the transaction can no longer commit");
        }
        TransactionWork work = create.get();
        registry.registerInterposedSynchronization(new Completion(work));
        registry.putResource(key, work);
        return work;
    }

    private record Completion(TransactionWork work) implements Synchronization {

        @Override
        public void beforeCompletion() {
            work.beforeCompletion();
        }

        @Override
        public void afterCompletion(int status) {
            work.afterCompletion(
                    switch (status) {
                        case Status.STATUS_COMMITTED -> TransactionWork.Outcome.COMMITTED;
                        case Status.STATUS_ROLLEDBACK -> TransactionWork.Outcome.ROLLED_BACK;
                        default -> TransactionWork.Outcome.UNKNOWN;
                    });
        }
    }
}
