package org.cacheversions.cli.doctor;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.support.SqlFailure;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.migration.SchemaDialect;
import org.jspecify.annotations.Nullable;

/** Checks whether the table exists and is as the library needs it. */
final class TableCheck {

    private static final String WHAT = "table";
    private static final Map<String, Integer> TEXT_COLUMNS = Map.of("cache", CacheNames.MAX_LENGTH, "version", 8);
    private static final List<String> OTHER_COLUMNS = List.of("revision", "changed_at");

    /** The current schema, as SQL, in databases whose default collation ignores case; JPA creates tables with it. */
    private static final Map<SchemaDialect, String> CASELESS =
            Map.of(SchemaDialect.MYSQL, "DATABASE()", SchemaDialect.SQLSERVER, "SCHEMA_NAME()");

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
        List<String> faults = new ArrayList<>();
        columns(connection, faults);
        engine(connection, faults);
        if (!faults.isEmpty()) {
            return Finding.fail(WHAT, String.join("; ", faults) + ". Compare it with: cache-versions schema");
        }
        String collation = collation(connection);
        return collation == null
                ? contents(connection)
                : Finding.warn(
                        WHAT,
                        "the column cache has the collation " + collation + ", so names that differ only in case"
                                + " are one cache. Use that of: cache-versions schema");
    }

    /** Returns the collation of the names if it ignores case. */
    private @Nullable String collation(Connection connection) throws SQLException {
        String current = dialect.map(CASELESS::get).orElse(null);
        if (current == null) {
            return null;
        }
        try (PreparedStatement read = connection.prepareStatement(
                        "SELECT collation_name FROM" + " information_schema.columns WHERE column_name = 'cache' AND "
                                + isTable(connection, current));
                ResultSet row = read.executeQuery()) {
            String name = row.next() ? row.getString(1) : null;
            return name != null && name.toLowerCase(Locale.ROOT).matches(".*_ci(_.*)?") ? name : null;
        }
    }

    private void columns(Connection connection, List<String> faults) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String schema = table.schema() == null ? null : stored(data, table.schema());
        boolean schemasAreCatalogs = schema != null && !data.supportsSchemasInDataManipulation();
        String catalog = schemasAreCatalogs ? schema : connection.getCatalog();
        String within = schema == null || schemasAreCatalogs ? connection.getSchema() : schema;
        String stored = stored(data, table.table());
        Map<String, Integer> sizes = new TreeMap<>();
        try (ResultSet column = data.getColumns(catalog, within, stored, null)) {
            while (column.next()) {
                sizes.put(column.getString("COLUMN_NAME").toLowerCase(Locale.ROOT), column.getInt("COLUMN_SIZE"));
            }
        }
        if (sizes.isEmpty()) {
            return; // it was read, so it is in another schema, which a synonym or a search path leads to
        }
        TEXT_COLUMNS.forEach((name, size) -> {
            Integer actual = sizes.get(name);
            if (actual == null) {
                faults.add("the column " + name + " is missing");
            } else if (actual < size) {
                faults.add("the column " + name + " takes " + actual + " characters, not " + size);
            }
        });
        OTHER_COLUMNS.stream()
                .filter(name -> !sizes.containsKey(name))
                .forEach(name -> faults.add("the column " + name + " is missing"));
        try (ResultSet key = data.getPrimaryKeys(catalog, within, stored)) {
            boolean onCache = key.next() && key.getString("COLUMN_NAME").equalsIgnoreCase("cache");
            if (!onCache || key.next()) {
                faults.add("there is no primary key on the column cache, so a cache could be started twice");
            }
        }
    }

    /** Returns an SQL condition. */
    private String isTable(Connection connection, String currentSchema) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String schema = table.schema();
        return "table_name = '" + stored(data, table.table()) + "' AND table_schema = "
                + (schema == null ? currentSchema : "'" + stored(data, schema) + "'");
    }

    /** Returns an SQL identifier as the database stores it. */
    private static String stored(DatabaseMetaData data, String identifier) throws SQLException {
        if (!Character.isJavaIdentifierStart(identifier.charAt(0))) {
            return identifier.substring(1, identifier.length() - 1);
        }
        return data.storesUpperCaseIdentifiers()
                ? identifier.toUpperCase(Locale.ROOT)
                : data.storesLowerCaseIdentifiers() ? identifier.toLowerCase(Locale.ROOT) : identifier;
    }

    private void engine(Connection connection, List<String> faults) throws SQLException {
        if (!dialect.filter(SchemaDialect.MYSQL::equals).isPresent()) {
            return;
        }
        try (PreparedStatement read = connection.prepareStatement("SELECT engine FROM information_schema.tables"
                        + " WHERE " + isTable(connection, "DATABASE()"));
                ResultSet row = read.executeQuery()) {
            if (row.next() && !"InnoDB".equalsIgnoreCase(row.getString(1))) {
                faults.add("its engine is " + row.getString(1) + ", which has no transactions: ALTER TABLE "
                        + table.sql() + " ENGINE = InnoDB");
            }
        }
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
