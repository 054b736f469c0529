package org.cacheversions.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Where the versions live. By default the application's persistence unit; a CDI bean of this type takes its place.
 * Must be safe for use by many threads.
 */
public interface VersionSource {

    /**
     * Reads the committed versions of all caches by one statement, which begins after the call and outside of any
     * transaction of the calling thread.
     */
    List<VersionRow> read();

    /**
     * Reads when the version of each cache was last changed, by the clock of whoever changed it; for display only. A
     * source that does not know leaves caches out.
     */
    default Map<String, Instant> lastChanges() {
        return Map.of();
    }

    /**
     * Gives the named caches new versions in a transaction of its own, which has committed when this returns.
     *
     * @param caches names in the order in which to lock them
     * @return the names that have no row
     */
    Collection<String> invalidate(SortedSet<String> caches);

    /** Gives every cache a new version in a transaction of its own. */
    void invalidateAll();

    /** Tells whether caches that the application names are started even without {@code cache-versions.auto-start}. */
    default boolean startsWhatIsNamed() {
        return false;
    }

    /** Adds a row for each of these that has none; several nodes may do so at once. */
    void start(SortedSet<String> caches);

    /**
     * Joins the transaction that is active on the calling thread, so that versions can be written in it.
     *
     * @throws UnsupportedOperationException if versions can't be written in that transaction
     */
    Enlisted enlist();

    /** Writes versions in one transaction. */
    interface Enlisted {

        /**
         * Gives the named caches new versions in this transaction.
         *
         * @param caches names in the order in which to lock them
         * @return the names that have no row
         */
        Collection<String> invalidate(SortedSet<String> caches);

        /** Gives every cache a new version in this transaction. */
        void invalidateAll();

        /**
         * Says that the transaction has committed, or that its outcome is not known. Nothing is to be done by a source
         * whose writes are part of that transaction.
         */
        default void committed() {}

        /** Frees what it holds, when the transaction has ended. */
        void release();
    }
}
