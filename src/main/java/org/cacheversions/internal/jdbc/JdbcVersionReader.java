package org.cacheversions.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.spi.VersionRow;

/** Reads the versions through a connection, in its transaction. */
final class JdbcVersionReader {

    // the parameter differs each time, see JpaVersionSource
    private static final String READ = "SELECT cache, revision, version FROM cache_version WHERE cache <> ?";

    private JdbcVersionReader() {}

    static List<VersionRow> read(Connection connection, TableName table) throws SQLException {
        List<VersionRow> versions = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(table.in(READ))) {
            select.setString(1, "#" + UUID.randomUUID());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    versions.add(new VersionRow(rows.getString(1), rows.getLong(2), rows.getString(3)));
                }
            }
        }
        return versions;
    }
}
