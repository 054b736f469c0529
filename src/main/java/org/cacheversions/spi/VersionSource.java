package org.cacheversions.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the versions. By default, they are rows of the table {@code cache_version}, accessed through the
 * application's persistence unit. A CDI bean of this type is used instead, such as
 * {@link org.cacheversions.testing.InMemoryVersions} in tests:
 *
 * <pre>{@code
 * @Produces
 * @ApplicationScoped
 * VersionSource versions() {
 *     return new InMemoryVersions("bans", "categories");
 * }
 * }</pre>
 *
 * <p>Methods may throw any {@code RuntimeException} if the database cannot be reached. A failed {@link #read} makes the
 * requests that share it bypass the store; a failed write reaches the caller or makes the transaction fail.
 *
 * <p>Implementations must be thread-safe.
 */
public interface VersionSource {

    /**
     * Reads the committed versions of all caches with one statement, which begins after the call and runs outside any
     * transaction of the calling thread.
     */
    List<VersionRow> read();

    /**
     * Reads the versions as {@link #read()} does, then records of the journal on the same connection.
     *
     * @param since returns, for rows that were read, the caches whose journal is needed, each with its first revision
     * @return the rows and the records; no record, which is the default, if there is no journal: then each invalidation
     *     of a scope counts as one of the whole cache
     */
    default JournaledVersions read(Function<List<VersionRow>, SortedMap<String, Long>> since) {
        return new JournaledVersions(read(), List.of());
    }

    /**
     * Reads when the version of each cache was last changed, according to the clock of the node that changed it. For
     * display only. Caches whose time is not known are left out; by default, all are.
     */
    default Map<String, Instant> lastChanges() {
        return Map.of();
    }

    /**
     * Gives the named caches new versions in a transaction of its own, which has committed when this method returns.
     *
     * @param caches the names, in the order in which to lock their rows
     * @return the names that have no row
     */
    Collection<String> invalidate(SortedSet<String> caches);

    /**
     * Does the same for caches of which only some scopes are invalidated. By default, they are invalidated as a whole.
     *
     * @param scopes the {@linkplain org.cacheversions.Scope#text() texts} of the scopes of each cache, or an empty set for
     *     the whole cache
     * @return the names that have no row
     */
    default Collection<String> invalidate(SortedMap<String, Set<String>> scopes) {
        return invalidate(new TreeSet<>(scopes.keySet()));
    }

    /** Gives every cache a new version in a transaction of its own. */
    void invalidateAll();

    /** Returns whether caches named by the application are started unless {@code cache-versions.auto-start} is set. */
    default boolean startsMissingCaches() {
        return false;
    }

    /** Adds a row for each of these caches that has none. Several nodes may do so at the same time. */
    void start(SortedSet<String> caches);

    /**
     * Joins the JTA transaction that is active on the calling thread, so that versions can be read and written in it.
     * Called at most once for each transaction.
     *
     * @throws UnsupportedOperationException if versions cannot be written in that transaction; a warning is logged, and
     *     they are written in a transaction of their own after the commit
     */
    Enlisted enlist();

    /** Writes versions in one transaction. Used by one thread at a time. */
    interface Enlisted {

        /**
         * Gives the named caches new versions in this transaction.
         *
         * @param caches the names, in the order in which to lock their rows
         * @return the names that have no row
         */
        Collection<String> invalidate(SortedSet<String> caches);

        /**
         * Does the same for caches of which only some scopes are invalidated, and records these scopes in the journal.
         * By default, the caches are invalidated as a whole.
         *
         * @param scopes the texts of the scopes of each cache, or an empty set for the whole cache
         * @return the names that have no row
         */
        default Collection<String> invalidate(SortedMap<String, Set<String>> scopes) {
            return invalidate(new TreeSet<>(scopes.keySet()));
        }

        /** Gives every cache a new version in this transaction. */
        void invalidateAll();

        /**
         * Reads the versions as this transaction sees them, which may be old, or uncommitted. The transaction may hold a
         * connection of a pool that has no other, so this must not wait for a second one. Called for cached methods that
         * are called in a transaction but outside a request.
         *
         * @return the rows, or {@code null} if they cannot be read so (the default): the cached method then bypasses the
         *     cache
         */
        default @Nullable List<VersionRow> read() {
            return null;
        }

        /**
         * Called after the transaction has committed, or if its outcome is unknown. A source whose writes are part of
         * the transaction has nothing to do. An exception is logged.
         */
        default void committed() {}

        /** Called when the transaction has ended, however it ended. Releases resources. */
        void release();
    }
}
