package org.cacheversions.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.jdbc.CacheRows;
import org.cacheversions.internal.jdbc.JdbcTransaction;

/** Adds or removes the rows of several caches: all of them, or none. Immutable. */
abstract sealed class CacheVersioning permits StartCacheVersioning, StopCacheVersioning {

    final SortedSet<String> caches;

    /** Whether to ignore a cache that needs no change, rather than fail. */
    final boolean lenient;

    final TableName table;

    /** Whether the caches have scopes, so that the journal begins and ends with them. */
    final boolean scoped;

    CacheVersioning(SortedSet<String> caches, boolean lenient, TableName table, boolean scoped) {
        this.scoped = scoped;
        this.caches = caches;
        this.table = table;
        this.lenient = lenient;
    }

    static SortedSet<String> sorted(String... caches) {
        return CacheNames.sorted(Arrays.asList(caches));
    }

    static TableName parsed(String table) {
        try {
            return TableName.parse(table);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(MigrationMessages.noTableName(table), e);
        }
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
     * @throws org.cacheversions.UnknownCacheException if a cache to stop is not started and the migration does not
     *     ignore such caches; nothing is committed then
     * @throws CacheVersionsException if a cache to start is already started and the migration does not ignore such
     *     caches, or if the database reports an error; nothing is committed then
     */
    public final SortedSet<String> apply(Connection connection) {
        CacheRows rows = new CacheRows(connection, table);
        try {
            return JdbcTransaction.within(connection, () -> {
                rows.lockReserved();
                SortedSet<String> changed = new TreeSet<>();
                for (String cache : caches) {
                    boolean changes = change(rows, cache);
                    if (changes) {
                        changed.add(cache);
                    } else if (!lenient) {
                        throw refusal(cache);
                    }
                    if (scoped) {
                        journal(rows, cache, changes);
                    }
                }
                return Collections.unmodifiableSortedSet(changed);
            });
        } catch (SQLException e) {
            throw new CacheVersionsException(failure(e), e);
        }
    }

    /** Changes the row of a cache, and returns whether there was anything to change. */
    abstract boolean change(CacheRows rows, String cache) throws SQLException;

    /** Adds the first record of a cache to the journal, or removes all of them. */
    abstract void journal(CacheRows rows, String cache, boolean changed) throws SQLException;

    abstract CacheVersionsException refusal(String cache);

    abstract String failure(SQLException cause);
}
