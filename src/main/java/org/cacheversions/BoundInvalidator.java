package org.cacheversions;

/**
 * An invalidator that writes at once, through a transaction which the caller commits.
 *
 * <pre>{@code
 * try (BoundInvalidator invalidator = caches.within(connection)) {
 *     update(connection);
 *     invalidator.invalidate("bans");
 *     connection.commit();
 * }
 * }</pre>
 *
 * <p>What follows a commit (the event, the hint) is done by {@link #committed()} or {@link #close()}. No guarantee of
 * {@code strict} coherence needs it: the new version is in the commit itself.
 *
 * <p>From {@code within} until {@link #close()}, as long as its transaction is under way, nothing is stored of what the
 * thread computes: it may have read what is not committed. So ask for it before the first write. Not safe for use by
 * many threads.
 */
public interface BoundInvalidator extends CacheInvalidator, AutoCloseable {

    /** Says that the transaction has committed: observers and other nodes are told. */
    void committed();

    /**
     * Forgets what was invalidated since the last {@link #committed()}: call it after the transaction, or a savepoint
     * in it, was rolled back. The request may then use these caches again, so what was invalidated before the savepoint
     * needs an invalidator of its own:
     *
     * <pre>{@code
     * BoundInvalidator inner = caches.within(connection);
     * Savepoint savepoint = connection.setSavepoint();
     * inner.invalidate("items");
     * connection.rollback(savepoint);
     * inner.discardPending();
     * }</pre>
     */
    void discardPending();

    /**
     * Does what {@link #committed()} does, unless all was discarded. After a rollback that was not reported by
     * {@link #discardPending()} this is harmless: others look at the versions once more and find them unchanged.
     */
    @Override
    void close();
}
