package org.cacheversions.cli.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cacheversions.internal.core.config.TableName;

/** Executes the statements of the library in transactions that are rolled back. */
final class PermissionsCheck {

    private static final String WHAT = "permissions";

    /** Not a valid name of a cache. */
    static final String PROBE = "#doctor";

    private PermissionsCheck() {}

    static Finding at(Connection connection, TableName table) throws SQLException {
        Map<String, String> tried = new LinkedHashMap<>();
        tried.put("UPDATE", "UPDATE cache_version SET revision = revision WHERE cache = '" + PROBE + "'");
        tried.put(
                "INSERT",
                "INSERT INTO cache_version (cache, version, revision, changed_at) VALUES ('" + PROBE
                        + "', 'doctor', 0, CURRENT_TIMESTAMP)");
        tried.put("DELETE", "DELETE FROM cache_version WHERE cache = '" + PROBE + "'");
        List<String> refused = refused(connection, table, tried);
        if (refused.contains("UPDATE")) {
            return Finding.fail(
                    WHAT,
                    refused + " refused: nothing can be invalidated. GRANT UPDATE ON " + table.sql() + " to this user");
        }
        return refused.isEmpty()
                ? Finding.ok(WHAT, "SELECT, UPDATE, INSERT, DELETE")
                : Finding.warn(
                        WHAT,
                        refused + " refused: this user can invalidate caches, but not start or stop them. Grant it,"
                                + " or leave that to the user of the migrations");
    }

    /** Returns the names of the statements that this user may not execute, which are then rolled back. */
    static List<String> refused(Connection connection, TableName table, Map<String, String> tried) throws SQLException {
        List<String> refused = new ArrayList<>();
        for (Map.Entry<String, String> one : tried.entrySet()) {
            try (PreparedStatement statement = connection.prepareStatement(table.in(one.getValue()))) {
                statement.executeUpdate();
            } catch (SQLException e) {
                refused.add(one.getKey());
            } finally {
                connection.rollback();
            }
        }
        return refused;
    }
}
