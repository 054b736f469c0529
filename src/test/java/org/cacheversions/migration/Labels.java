package org.cacheversions.migration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** The content of the versions table. */
public final class Labels {

    private Labels() {}

    /** Returns the label of every row. */
    public static Map<String, String> of(Connection connection) throws SQLException {
        Map<String, String> labels = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT cache, revision, version FROM cache_version")) {
            while (row.next()) {
                labels.put(row.getString(1), row.getLong(2) + "-" + row.getString(3));
            }
        }
        return labels;
    }
}
