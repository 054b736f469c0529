package org.cacheversions.internal.core.transaction;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of the transaction manager, and those that the application runs itself and has registered. The
 * outcome of the latter may never be reported, so values computed in them are not stored. Thread-safe.
 */
public final class AllTransactions implements Transactions {

    private final Transactions managed;
    private final Supplier<TransactionWork> newWork;

    /** Weak: an invalidator that is never closed must not prevent its thread from storing forever. */
    @SuppressWarnings("ThreadLocalUsage") // one per application, freed with it; removed with its last element
    private final ThreadLocal<@Nullable List<WeakReference<BoundTransaction>>> registered = new ThreadLocal<>();

    public AllTransactions(Transactions managed, Supplier<TransactionWork> newWork) {
        this.managed = managed;
        this.newWork = newWork;
    }

    /** Registers a transaction of this thread; {@code active} returns whether it is in progress. */
    public BoundTransaction register(VersionSource.Enlisted writer, BooleanSupplier active) {
        BoundTransaction transaction = new BoundTransaction(writer, active);
        List<WeakReference<BoundTransaction>> all = registered.get();
        if (all == null) {
            all = new ArrayList<>();
            registered.set(all);
        }
        all.removeIf(each -> isGone(each.get()));
        all.add(new WeakReference<>(transaction));
        return transaction;
    }

    /** Returns what the active registered transactions of this thread have invalidated. */
    public List<Invalidation> pending() {
        return registered.get() == null
                ? List.of()
                : open().filter(BoundTransaction::isActive)
                        .map(BoundTransaction::pending)
                        .filter(Objects::nonNull)
                        .toList();
    }

    /**
     * Reads the versions as the active transaction of this thread sees them, on its own connection.
     *
     * @return the rows, or {@code null} if they cannot be read so
     */
    public @Nullable List<VersionRow> readVersions() {
        if (managed.isActive()) {
            return managed.join(newWork).readVersions();
        }
        return open().filter(BoundTransaction::isActive)
                .findFirst()
                .map(BoundTransaction::readVersions)
                .orElse(null);
    }

    private Stream<BoundTransaction> open() {
        List<WeakReference<BoundTransaction>> all = registered.get();
        if (all == null) {
            return Stream.empty();
        }
        all.removeIf(each -> isGone(each.get()));
        if (all.isEmpty()) {
            registered.remove();
        }
        return List.copyOf(all).stream().map(WeakReference::get).filter(Objects::nonNull);
    }

    private static boolean isGone(@Nullable BoundTransaction transaction) {
        return transaction == null || transaction.isClosed();
    }

    @Override
    public @Nullable ActiveTransaction active() {
        ActiveTransaction transaction = managed.active();
        return transaction != null || registered.get() == null
                ? transaction
                : open().filter(BoundTransaction::isActive)
                        .findFirst()
                        .map(bound -> new ActiveTransaction(bound, null))
                        .orElse(null);
    }

    @Override
    public boolean isActive() {
        return managed.isActive() || (registered.get() != null && open().anyMatch(BoundTransaction::isActive));
    }

    @Override
    public boolean canCommit() {
        return managed.canCommit();
    }

    @Override
    public TransactionWork join(Supplier<TransactionWork> create) {
        if (!managed.isActive()) {
            throw new IllegalStateException("the outcome of this transaction is not reported");
        }
        return managed.join(create);
    }
}
