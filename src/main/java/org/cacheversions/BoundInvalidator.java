package org.cacheversions;

/**
 * An invalidator that writes new versions at once, in a transaction that the caller controls: that of an
 * {@code EntityManager} or of a JDBC {@code Connection}.
 *
 * <pre>{@code
 * try (BoundInvalidator bound = invalidator.within(connection)) {
 *     update(connection);
 *     bound.invalidate("bans");
 *     connection.commit();
 * }
 * }</pre>
 *
 * <p>The library cannot observe this commit. {@link #committed()} or {@link #close()} does what follows it: it fires
 * {@link CachesInvalidated}, sends the hint to other nodes and, in {@code leased} coherence, waits until no node uses
 * the old versions. {@code strict} coherence does not depend on either call, because the new versions are part of the
 * commit itself.
 *
 * <p>Call {@code within} before the first write. From then until {@link #close()}, no value that this thread computes
 * while the transaction is active is stored, because the value may depend on uncommitted data.
 *
 * <p>Each write locks the rows of the named caches until the transaction ends, in the order of their names within one
 * call. Name all caches in one call to avoid deadlocks with other writers.
 *
 * <p>{@link #invalidate} throws {@link CacheVersionsException} if the write through a connection fails. The exceptions
 * of an entity manager are passed on, such as {@code jakarta.persistence.TransactionRequiredException} if no
 * transaction is active.
 *
 * <p>Not thread-safe. Use and close it on the thread that called {@code within}.
 */
public interface BoundInvalidator extends CacheInvalidator, AutoCloseable {

    /**
     * Announces what was invalidated since the last call. Call it after a commit if this invalidator is used for
     * further transactions. Does nothing if nothing was invalidated.
     */
    void committed();

    /**
     * Discards everything that was invalidated since the last {@link #committed()}. Call it after a rollback of the
     * transaction or of a savepoint. The request then uses entries of these caches again. Therefore, give the writes
     * after a savepoint an invalidator of their own, and close it after the commit:
     *
     * <pre>{@code
     * BoundInvalidator inner = invalidator.within(connection);
     * Savepoint savepoint = connection.setSavepoint();
     * inner.invalidate("items");
     * connection.rollback(savepoint);
     * inner.discardPending();
     * }</pre>
     */
    void discardPending();

    /**
     * Announces what was neither announced nor discarded, as {@link #committed()} does, and ends the use of the
     * transaction. The entity manager or connection stays open. After a rollback without {@link #discardPending()} the
     * announcement is harmless: other nodes read the versions once more and find them unchanged.
     */
    @Override
    void close();
}
