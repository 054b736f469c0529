package org.cacheversions.databases;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Metadata of the library's tables. */
public final class Catalogue {

    private Catalogue() {}

    /** Returns a line for each column of the versions table and for each primary key column. */
    public static String of(String url) throws SQLException {
        return of(url, "cache_version");
    }

    /** Returns a line for each column of a table and for each primary key column. */
    public static String of(String url, String name) throws SQLException {
        TreeSet<String> lines = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            DatabaseMetaData data = connection.getMetaData();
            for (String table : List.of(name, name.toUpperCase(Locale.ROOT))) {
                try (ResultSet column = data.getColumns(connection.getCatalog(), null, table, null)) {
                    while (column.next()) {
                        lines.add("column %s %s(%s,%s) %s default %s"
                                .formatted(
                                        column.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                                        column.getString("TYPE_NAME"),
                                        column.getString("COLUMN_SIZE"),
                                        column.getString("DECIMAL_DIGITS"),
                                        column.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                                                ? "not null"
                                                : "null",
                                        column.getString("COLUMN_DEF")));
                    }
                }
                try (ResultSet key = data.getPrimaryKeys(connection.getCatalog(), null, table)) {
                    while (key.next()) {
                        lines.add("key " + key.getString("KEY_SEQ") + " "
                                + key.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return String.join("\n", lines);
    }
}
