package org.cacheversions.internal.core.transaction;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of the transaction manager, and those of the application's own that it has registered of. Nobody says how
 * one of these ends, so what is computed in it is stored nowhere. Safe for use by many threads.
 */
public final class AllTransactions implements Transactions {

    private final Transactions managed;

    /** Weak: who forgets to close an invalidator must not keep its thread from storing for ever. */
    @SuppressWarnings("ThreadLocalUsage") // one for each application, freed with it; removed with its last element
    private final ThreadLocal<@Nullable List<WeakReference<BoundTransaction>>> registered = new ThreadLocal<>();

    public AllTransactions(Transactions managed) {
        this.managed = managed;
    }

    /** Registers a transaction of this thread; {@code active} returns whether it is under way. */
    public BoundTransaction register(BooleanSupplier active) {
        BoundTransaction transaction = new BoundTransaction(active);
        List<WeakReference<BoundTransaction>> all = registered.get();
        if (all == null) {
            all = new ArrayList<>();
            registered.set(all);
        }
        all.removeIf(each -> isGone(each.get()));
        all.add(new WeakReference<>(transaction));
        return transaction;
    }

    /** Answers what such transactions of this thread have invalidated and not committed. */
    public List<Invalidation> pending() {
        return registered.get() == null
                ? List.of()
                : open().map(BoundTransaction::pending).filter(Objects::nonNull).toList();
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
            throw new IllegalStateException("nobody tells how it ends");
        }
        return managed.join(create);
    }
}
