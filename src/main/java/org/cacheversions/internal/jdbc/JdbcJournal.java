package org.cacheversions.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.JournalTable;

/** Writes the journal through a connection, in its transaction. Used by one thread. */
final class JdbcJournal {

    private static final String LABEL = "SELECT revision, version FROM cache_version WHERE cache = ?";

    private final Connection connection;
    private final TableName table;
    private final JournalTable records;
    private final InstantSource clock;

    JdbcJournal(Connection connection, TableName table, JournalTable records, InstantSource clock) {
        this.connection = connection;
        this.table = table;
        this.records = records;
        this.clock = clock;
    }

    /** Records scopes, or the whole cache, under the label that a cache has got in this transaction. */
    void write(String cache, Set<String> scopes) throws SQLException {
        Set<String> recorded = records.recorded(cache, scopes);
        if (recorded.isEmpty()) {
            return;
        }
        try {
            add(cache, recorded);
        } catch (SQLException e) {
            records.notWritten(cache, e);
            throw e;
        }
    }

    private void add(String cache, Set<String> recorded) throws SQLException {
        if (records.mends(cache)) {
            try (PreparedStatement mend = connection.prepareStatement(records.mend())) {
                mend.setString(1, cache);
                mend.setString(2, cache);
                mend.executeUpdate();
            }
        }
        if (recorded.size() == 1) {
            addOne(cache, recorded.iterator().next());
        } else {
            addAll(cache, recorded);
        }
        if (records.isPruningDue()) {
            prune(cache);
        }
    }

    private void addOne(String cache, String scope) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(records.insert())) {
            insert.setString(1, scope);
            insert.setString(2, cache);
            insert.executeUpdate();
        }
    }

    /** Adds them in a batch, which MariaDB's driver refuses for an INSERT that reads the label itself. */
    private void addAll(String cache, Set<String> scopes) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(table.in(LABEL));
                PreparedStatement insert = connection.prepareStatement(records.insertValues())) {
            select.setString(1, cache);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return; // stopped by this very transaction
                }
                insert.setLong(2, row.getLong(1));
                insert.setString(4, row.getString(2));
            }
            insert.setString(1, cache);
            UtcTime.set(insert, 5, UtcTime.now(clock));
            for (String scope : scopes) {
                insert.setString(3, scope);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void prune(String cache) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(table.in(LABEL));
                PreparedStatement prune = connection.prepareStatement(records.prune())) {
            select.setString(1, cache);
            try (ResultSet row = select.executeQuery()) {
                long last = row.next() ? records.prunedUpTo(row.getLong(1)) : 0;
                if (last > 0) {
                    prune.setString(1, cache);
                    prune.setLong(2, JournalTable.prunedFrom(last));
                    prune.setLong(3, last);
                    prune.executeUpdate();
                }
            }
        }
    }
}
