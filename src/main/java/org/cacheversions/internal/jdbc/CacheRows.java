package org.cacheversions.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.FreshVersion;

/**
 * Adds and removes rows of the table, in the transaction of a connection. Used by one thread.
 *
 * <p>Who does so holds the reserved row until its commit, so that no invalidation of all caches slips through in
 * between. The reserved row also remembers the highest revision of a stopped cache: a cache that is started again
 * begins above it, so that none of its labels was ever used before.
 */
public final class CacheRows {

    private static final String LOCK = "UPDATE cache_version SET version = ?, changed_at = ? WHERE cache = ?";
    private static final String TOUCH = "UPDATE cache_version SET revision = revision + 1 WHERE cache = ?";
    private static final String LOOK = "UPDATE cache_version SET revision = revision WHERE cache = ?";
    private static final String REVISION = "SELECT revision FROM cache_version WHERE cache = ?";
    private static final String RAISE = "UPDATE cache_version SET revision = ? WHERE revision < ? AND cache = ?";
    private static final String INSERT =
            "INSERT INTO cache_version (cache, version, revision, changed_at) VALUES (?, ?, ?, ?)";
    private static final String DELETE = "DELETE FROM cache_version WHERE cache = ?";

    private final Connection connection;
    private final FreshVersion fresh = new FreshVersion();

    /** Works through this connection, which stays the caller's to commit and close. */
    public CacheRows(Connection connection) {
        this.connection = connection;
    }

    /** Holds the reserved row until the transaction ends; adds it if there is none. */
    public void lockReserved() throws SQLException {
        // a new version makes it a change in any case: only then does MySQL show the row's newest state to this
        // transaction, whose snapshot may be older
        if (update(LOCK, fresh.next(), now(), CacheNames.RESERVED) == 0) {
            insert(CacheNames.RESERVED, 0);
        }
    }

    /** Adds the row of a cache, and answers whether there was none. The reserved row is locked. */
    public boolean start(String cache) throws SQLException {
        // by UPDATE, not SELECT: it sees rows that are newer than the transaction's snapshot
        if (update(LOOK, cache) > 0) {
            return false;
        }
        insert(cache, revision(CacheNames.RESERVED) + 1);
        return true;
    }

    /** Removes the row of a cache, and answers whether there was one. The reserved row is locked. */
    public boolean stop(String cache) throws SQLException {
        if (update(TOUCH, cache) == 0) {
            return false;
        }
        long last = revision(cache);
        update(RAISE, last, last, CacheNames.RESERVED);
        update(DELETE, cache);
        return true;
    }

    private void insert(String cache, long revision) throws SQLException {
        update(INSERT, cache, fresh.next(), revision, now());
    }

    private long revision(String cache) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REVISION)) {
            statement.setString(1, cache);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the row '" + cache + "' is gone from cache_version", "02000");
                }
                return row.getLong(1);
            }
        }
    }

    private int update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static Timestamp now() {
        return Timestamp.valueOf(LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS));
    }
}
