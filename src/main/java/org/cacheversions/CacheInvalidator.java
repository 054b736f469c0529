package org.cacheversions;

import jakarta.persistence.EntityManager;
import java.sql.Connection;

/**
 * Gives caches a new version, so that no entry that was computed before is used again, on any node.
 *
 * <pre>{@code
 * @Inject CacheInvalidator invalidator;
 *
 * @Transactional
 * public void rename(long id, String name) {
 *     entityManager.find(Category.class, id).setName(name);
 *     invalidator.invalidate("categories");
 * }
 * }</pre>
 *
 * <p>Inside a JTA transaction, a call only records the names. The new versions are written in that transaction just
 * before it completes, once for each cache and in the order of their names; they commit or roll back with the data. In
 * a transaction that is marked for rollback, nothing is written. Without a JTA transaction, the new versions are
 * written in a transaction of their own, which has committed when the method returns. With a resource-local unit or
 * plain JDBC, use {@link #within(EntityManager)} or {@link #within(Connection)} so that the new versions commit with
 * the data.
 *
 * <p>From the call on, and also after the commit, the invalidating request neither reads nor stores entries that depend
 * on these caches; it computes the values. After a rollback it uses the entries again. Other requests use the old
 * entries until the commit.
 *
 * <p>In {@code strict} coherence, requests that start after the commit use no old entry. In {@code leased} coherence,
 * the same holds once the transaction's completion, or the call without a transaction, has returned: it waits until no
 * node uses the old versions. In {@code bounded} coherence, other nodes may use old entries for at most
 * {@code cache-versions.max-age} after the commit.
 *
 * <p>At REPEATABLE READ and above, a database may refuse one of two concurrent invalidations of the same cache
 * (PostgreSQL with SQLSTATE 40001). The transaction then fails as a whole; run it again.
 *
 * <p>Thread-safe.
 */
public interface CacheInvalidator {

    /**
     * Invalidates the named caches. A cache whose row this node has seen, and which has been stopped since, is skipped
     * with a warning.
     *
     * <p>If the versions cannot be read, an unknown name inside a JTA transaction is found only when the transaction
     * completes; it then makes the transaction fail. A failure to write the new versions reaches the caller as the
     * exception of the persistence provider or as {@link CacheVersionsException}, or makes the JTA transaction fail.
     *
     * @param caches the names of the caches; order and repetition do not matter
     * @throws IllegalArgumentException if no name is given
     * @throws UnknownCacheException if a name is malformed or has no row in {@code cache_version}; no cache is
     *     invalidated then
     */
    void invalidate(String... caches);

    /**
     * Invalidates scopes of caches: the entries of these scopes, and those of methods without a scope. Entries of other
     * scopes stay.
     *
     * <pre>{@code
     * invalidator.invalidate(Scope.of("permissions", userId));
     * }</pre>
     *
     * <p>If there is no table {@code cache_journal}, the whole caches are invalidated. The same happens with more than
     * 1,000 scopes of a cache in one transaction.
     *
     * @throws IllegalArgumentException if a scope has another number of components than the {@link CacheScope} parameters
     *     for its cache
     * @throws UnknownCacheException as {@link #invalidate(String...)}
     */
    void invalidate(Scope first, Scope... others);

    /** Invalidates every cache, including those that a concurrent transaction is starting. */
    void invalidateAll();

    /**
     * Returns an invalidator that writes at once, in the transaction of this entity manager. The unit must contain the
     * entity {@link org.cacheversions.persistence.CacheVersion CacheVersion}. The caller still commits the transaction
     * and closes the entity manager.
     *
     * <pre>{@code
     * entityManager.getTransaction().begin();
     * try (BoundInvalidator bound = invalidator.within(entityManager)) {
     *     entityManager.persist(new Ban(userId));
     *     bound.invalidate("bans");
     *     entityManager.getTransaction().commit();
     * }
     * }</pre>
     */
    BoundInvalidator within(EntityManager entityManager);

    /**
     * Returns an invalidator that writes at once, through this connection. Its auto-commit must be off; otherwise each
     * write commits separately from the data. The caller still commits and closes the connection.
     */
    BoundInvalidator within(Connection connection);
}
