package org.cacheversions;

import jakarta.persistence.EntityManager;
import java.sql.Connection;

/**
 * Gives caches a new version, so that no entry computed before is used again, on any node.
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
 * <p>Inside a JTA transaction the names are noted, and written in that transaction just before it completes, once each
 * and in the order of their names. Without one, they are written in a transaction of their own, which has committed
 * when the method returns. From the call on, the invalidating request neither reads nor writes entries of these
 * caches; it computes. With a resource-local unit or plain JDBC use {@link #within(EntityManager)} or
 * {@link #within(Connection)}, so that the new versions commit with the data.
 *
 * <p>At REPEATABLE READ and above a database may refuse one of two concurrent invalidations of one cache
 * (PostgreSQL: SQLSTATE 40001). The transaction then fails as a whole; run it again.
 *
 * <p>Safe for use by many threads.
 */
public interface CacheInvalidator {

    /**
     * Invalidates the named caches.
     *
     * @throws IllegalArgumentException if no name is given
     * @throws UnknownCacheException if no row of {@code cache_version} has one of the names; nothing is invalidated
     */
    void invalidate(String... caches);

    /** Invalidates every cache, those included that another transaction is just starting. */
    void invalidateAll();

    /**
     * Answers an invalidator that writes at once through the active transaction of this entity manager. The entity
     * manager stays the caller's to close.
     */
    BoundInvalidator within(EntityManager entityManager);

    /**
     * Answers an invalidator that writes at once through this connection, whose auto-commit should be off. The
     * connection stays the caller's to close.
     */
    BoundInvalidator within(Connection connection);
}
