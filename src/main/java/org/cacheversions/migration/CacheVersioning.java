package org.cacheversions.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.jdbc.CacheRows;
import org.cacheversions.internal.jdbc.JdbcTransaction;

/** Adds or removes the rows of several caches, all or none. Immutable. */
abstract sealed class CacheVersioning permits StartCacheVersioning, StopCacheVersioning {

    final SortedSet<String> caches;

    /** Whether a cache is left alone that is as it should be already. */
    final boolean lenient;

    CacheVersioning(SortedSet<String> caches, boolean lenient) {
        this.caches = caches;
        this.lenient = lenient;
    }

    static SortedSet<String> sorted(String... caches) {
        return CacheNames.sorted(Arrays.asList(caches));
    }

    /** Returns the names of the caches; sorted, unmodifiable. */
    public final SortedSet<String> caches() {
        return caches;
    }

    /**
     * Starts or stops the caches in the transaction of this connection, which the caller commits; if the connection
     * commits automatically, in a transaction of its own.
     *
     * @return the names of the caches that were started or stopped; sorted, unmodifiable
     * @throws org.cacheversions.UnknownCacheException if a cache to stop is not started, unless the migration applies
     *     only to those that are; nothing is committed then
     * @throws CacheVersionsException if a cache to start is started already, unless the migration applies only to those
     *     that are not, or if the database refuses; nothing is committed then
     */
    public final SortedSet<String> apply(Connection connection) {
        CacheRows rows = new CacheRows(connection);
        try {
            return JdbcTransaction.within(connection, () -> {
                rows.lockReserved();
                SortedSet<String> changed = new TreeSet<>();
                for (String cache : caches) {
                    if (change(rows, cache)) {
                        changed.add(cache);
                    } else if (!lenient) {
                        throw refusal(cache);
                    }
                }
                return Collections.unmodifiableSortedSet(changed);
            });
        } catch (SQLException e) {
            throw new CacheVersionsException(failure(e), e);
        }
    }

    /** Changes one row, and returns whether it did. */
    abstract boolean change(CacheRows rows, String cache) throws SQLException;

    abstract CacheVersionsException refusal(String cache);

    abstract String failure(SQLException cause);
}
