package org.cacheversions.cli.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.support.SqlFailure;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.migration.SchemaDialect;

/** Checks whether the table exists and is as the library needs it. */
final class TableCheck {

    private static final String WHAT = "table";
    private static final Map<String, Integer> TEXT_COLUMNS = Map.of("cache", CacheNames.MAX_LENGTH, "version", 8);
    private static final List<String> OTHER_COLUMNS = List.of("revision", "changed_at");

    private final Optional<SchemaDialect> dialect;
    private final TableName table;

    TableCheck(Optional<SchemaDialect> dialect, TableName table) {
        this.dialect = dialect;
        this.table = table;
    }

    Finding at(Connection connection) throws SQLException {
        try (PreparedStatement read = connection.prepareStatement("SELECT COUNT(*) FROM " + table.sql())) {
            read.executeQuery().close();
        } catch (SQLException e) {
            connection.rollback();
            return Finding.fail(
                    WHAT,
                    table.sql() + " can't be read: " + e.getMessage()
                            + (SqlFailure.of(e) == SqlFailure.NO_PERMISSION
                                    ? ". GRANT SELECT ON " + table.sql() + " to this user"
                                    : ". Create it: cache-versions schema; or grant SELECT on it"));
        }
        TableShape shape = TableShape.of(connection, dialect, table);
        List<String> faults = shape.columnFaults(TEXT_COLUMNS, OTHER_COLUMNS);
        if (shape.isKnown() && !shape.key().equals(List.of("cache"))) {
            faults.add("there is no primary key on the column cache, so a cache could be started twice");
        }
        shape.engineFault(connection).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            return Finding.fail(WHAT, String.join("; ", faults) + ". Compare it with: cache-versions schema");
        }
        String collation = shape.caselessCollation(connection, "cache");
        return collation == null
                ? contents(connection)
                : Finding.warn(
                        WHAT,
                        "the column cache has the collation " + collation + ", so names that differ only in case"
                                + " are one cache. Use that of: cache-versions schema");
    }

    private Finding contents(Connection connection) throws SQLException {
        int caches = 0;
        boolean reserved = false;
        try (PreparedStatement read = connection.prepareStatement("SELECT cache FROM " + table.sql());
                ResultSet row = read.executeQuery()) {
            while (row.next()) {
                boolean isReserved = row.getString(1).equals(CacheNames.RESERVED);
                reserved |= isReserved;
                caches += isReserved ? 0 : 1;
            }
        }
        return reserved
                ? Finding.ok(WHAT, table.sql() + " contains " + caches + " caches")
                : Finding.warn(
                        WHAT,
                        table.sql() + " contains " + caches
                                + " caches and lacks the reserved row '*'. The first start of"
                                + " a cache, or invalidate-all, adds it");
    }
}
