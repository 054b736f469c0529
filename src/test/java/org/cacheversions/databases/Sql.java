package org.cacheversions.databases;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Runs SQL for tests, without the library. */
public final class Sql {

    private Sql() {}

    public static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            execute(connection, statements);
        }
    }

    public static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Runs an update that must change exactly one row. */
    public static void updateOne(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement update = prepare(connection, sql, parameters)) {
            assertThat(update.executeUpdate()).isOne();
        }
    }

    /** Returns the first column. */
    public static List<String> query(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement select = prepare(connection, sql, parameters);
                ResultSet rows = select.executeQuery()) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** Returns the revision of a cache that has a row. */
    public static long revision(Connection connection, String cache) throws SQLException {
        return Long.parseLong(query(connection, "SELECT revision FROM cache_version WHERE cache = ?", cache)
                .get(0));
    }

    private static PreparedStatement prepare(Connection connection, String sql, String... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }
}
