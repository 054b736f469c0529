package org.cacheversions.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs the library's SQL files, where each statement ends with a semicolon at the end of a line, without comments. */
public final class SqlScript {

    private SqlScript() {}

    /** Runs the statements one after the other. */
    public static void run(Connection connection, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\\s*(\\R|$)", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }
}
