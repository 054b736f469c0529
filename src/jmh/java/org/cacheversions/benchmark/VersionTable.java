package org.cacheversions.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.cacheversions.spi.VersionRow;

/** The versions table of a medium-sized application. */
final class VersionTable {

    private static final int ROWS = 20;

    private VersionTable() {}

    /** Adds the caches that the benchmarks name, and others. */
    static void fill(DataSource pool) throws SQLException {
        List<String> names = new ArrayList<>(List.of("first", "second", "third"));
        while (names.size() < ROWS) {
            names.add("cache" + names.size());
        }
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO cache_version (cache, version, revision, changed_at) VALUES (?, ?, ?, ?)")) {
            for (String name : names) {
                insert.setString(1, name);
                insert.setString(2, "Ab3dE5gH");
                insert.setLong(3, 1);
                insert.setTimestamp(4, new Timestamp(0));
                insert.executeUpdate();
            }
        }
    }

    /** Updates one row with plain JDBC, and commits. */
    static void update(DataSource pool, String cache) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE cache_version SET version = ?, revision = revision + 1, changed_at = ?"
                                + " WHERE cache = ?")) {
            update.setString(1, "Ab3dE5gH");
            update.setTimestamp(2, new Timestamp(System.currentTimeMillis()));
            update.setString(3, cache);
            update.executeUpdate();
        }
    }

    /** Reads all rows with plain JDBC. */
    static List<VersionRow> read(DataSource pool) throws SQLException {
        List<VersionRow> rows = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT cache, revision, version FROM cache_version");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(new VersionRow(row.getString(1), row.getLong(2), row.getString(3)));
            }
        }
        return rows;
    }
}
