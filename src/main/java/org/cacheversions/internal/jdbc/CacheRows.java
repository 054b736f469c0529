package org.cacheversions.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.FreshVersion;

/**
 * Adds and removes rows of the table in the transaction of a connection. Used by one thread.
 *
 * <p>Such a transaction locks the reserved row until its commit, so that an invalidation of all caches can't slip through
 * before it. The reserved row also holds the highest revision of all stopped caches. A cache that is started again begins
 * with a higher one, so none of its labels was ever used before.
 */
public final class CacheRows {

    private static final String LOCK = "UPDATE cache_version SET version = ?, changed_at = ? WHERE cache = ?";
    private static final String TOUCH = "UPDATE cache_version SET revision = revision + 1 WHERE cache = ?";
    private static final String EXISTS = "UPDATE cache_version SET revision = revision WHERE cache = ?";
    private static final String REVISION = "SELECT revision FROM cache_version WHERE cache = ?";
    private static final String RAISE = "UPDATE cache_version SET revision = ? WHERE revision < ? AND cache = ?";
    private static final String INSERT =
            "INSERT INTO cache_version (cache, version, revision, changed_at) VALUES (?, ?, ?, ?)";
    private static final String DELETE = "DELETE FROM cache_version WHERE cache = ?";

    /** A record of the whole cache, which the next scoped invalidation can follow. */
    public static final String RECORD = "INSERT INTO cache_journal (cache, revision, scope, version, changed_at)"
            + " SELECT v.cache, v.revision, '*', v.version, v.changed_at FROM cache_version v WHERE v.cache = ?"
            + " AND NOT EXISTS (SELECT 1 FROM cache_journal j WHERE j.cache = v.cache AND j.revision = v.revision)";

    public static final String FORGET = "DELETE FROM cache_journal WHERE cache = ?";

    private final Connection connection;
    private final TableName table;
    private final InstantSource clock;
    private final FreshVersion fresh = new FreshVersion();

    /** Uses this connection, which the caller commits and closes. */
    public CacheRows(Connection connection, TableName table) {
        this(connection, table, InstantSource.system());
    }

    CacheRows(Connection connection, TableName table, InstantSource clock) {
        this.connection = connection;
        this.table = table;
        this.clock = clock;
    }

    /** Locks the reserved row until the transaction ends; adds the row if there is none. */
    public void lockReserved() throws SQLException {
        // the new version makes it a real change: only then does MySQL show this transaction, whose snapshot may be
        // older, the newest state of the row
        if (update(LOCK, fresh.next(), now(), CacheNames.RESERVED) == 0) {
            insert(CacheNames.RESERVED, 0);
        }
    }

    /** Adds the row of a cache, and returns whether there was none. The reserved row must be locked. */
    public boolean start(String cache) throws SQLException {
        // UPDATE, unlike SELECT, also sees rows that are newer than the transaction's snapshot
        if (update(EXISTS, cache) > 0) {
            return false;
        }
        insert(cache, revision(CacheNames.RESERVED) + 1);
        return true;
    }

    /** Removes the row of a cache, and returns whether there was one. The reserved row must be locked. */
    public boolean stop(String cache) throws SQLException {
        if (update(TOUCH, cache) == 0) {
            return false;
        }
        long last = revision(cache);
        update(RAISE, last, last, CacheNames.RESERVED);
        update(DELETE, cache);
        return true;
    }

    /** Adds the record to the journal that makes the next invalidation of a scope one of this scope only. */
    public void record(String cache) throws SQLException {
        update(RECORD, cache);
    }

    /** Removes the records of a cache from the journal. */
    public void forget(String cache) throws SQLException {
        update(FORGET, cache);
    }

    private void insert(String cache, long revision) throws SQLException {
        update(INSERT, cache, fresh.next(), revision, now());
    }

    private long revision(String cache) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.in(REVISION))) {
            statement.setString(1, cache);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the row '" + cache + "' has disappeared from " + table.sql(), "02000");
                }
                return row.getLong(1);
            }
        }
    }

    private int update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(table.in(sql))) {
            for (int i = 0; i < parameters.length; i++) {
                if (parameters[i] instanceof LocalDateTime time) {
                    UtcTime.set(statement, i + 1, time);
                } else {
                    statement.setObject(i + 1, parameters[i]);
                }
            }
            return statement.executeUpdate();
        }
    }

    private LocalDateTime now() {
        return UtcTime.now(clock);
    }
}
