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
import java.util.SortedMap;
import java.util.TreeMap;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.migration.SchemaDialect;
import org.jspecify.annotations.Nullable;

/** The columns and the primary key of a table, as the database describes them. */
final class TableShape {

    /** The current schema, as SQL, in databases whose default collation ignores case; JPA creates tables with it. */
    private static final Map<SchemaDialect, String> CASELESS =
            Map.of(SchemaDialect.MYSQL, "DATABASE()", SchemaDialect.SQLSERVER, "SCHEMA_NAME()");

    private final Optional<SchemaDialect> dialect;
    private final TableName table;
    private final Map<String, Integer> sizes = new TreeMap<>();
    private final SortedMap<Integer, String> key = new TreeMap<>();

    private TableShape(Optional<SchemaDialect> dialect, TableName table) {
        this.dialect = dialect;
        this.table = table;
    }

    static TableShape of(Connection connection, Optional<SchemaDialect> dialect, TableName table) throws SQLException {
        TableShape shape = new TableShape(dialect, table);
        DatabaseMetaData data = connection.getMetaData();
        String schema = table.schema() == null ? null : stored(data, table.schema());
        boolean schemasAreCatalogs = schema != null && !data.supportsSchemasInDataManipulation();
        String catalog = schemasAreCatalogs ? schema : connection.getCatalog();
        String within = schema == null || schemasAreCatalogs ? connection.getSchema() : schema;
        String stored = stored(data, table.table());
        try (ResultSet column = data.getColumns(catalog, within, stored, null)) {
            while (column.next()) {
                shape.sizes.put(lower(column, "COLUMN_NAME"), column.getInt("COLUMN_SIZE"));
            }
        }
        try (ResultSet column = data.getPrimaryKeys(catalog, within, stored)) {
            while (column.next()) {
                String name = lower(column, "COLUMN_NAME");
                shape.key.put(column.getInt("KEY_SEQ"), name);
            }
        }
        return shape;
    }

    private static String lower(ResultSet row, String column) throws SQLException {
        return row.getString(column).toLowerCase(Locale.ROOT);
    }

    /** Returns whether the table is in this schema, and not where a synonym or a search path leads to. */
    boolean isKnown() {
        return !sizes.isEmpty();
    }

    /** Returns the columns of the primary key, in their order. */
    List<String> key() {
        return List.copyOf(key.values());
    }

    /** Returns which columns are missing or too short, modifiable. */
    List<String> columnFaults(Map<String, Integer> texts, List<String> others) {
        List<String> faults = new ArrayList<>();
        if (!isKnown()) {
            return faults;
        }
        texts.forEach((name, size) -> {
            Integer actual = sizes.get(name);
            if (actual == null) {
                faults.add("the column " + name + " is missing");
            } else if (actual < size) {
                faults.add("the column " + name + " takes " + actual + " characters, not " + size);
            }
        });
        others.stream()
                .filter(name -> !sizes.containsKey(name))
                .forEach(name -> faults.add("the column " + name + " is missing"));
        return faults;
    }

    /** Returns the collation of a column if it ignores case. */
    @Nullable
    String caselessCollation(Connection connection, String column) throws SQLException {
        String current = dialect.map(CASELESS::get).orElse(null);
        if (current == null) {
            return null;
        }
        try (PreparedStatement read = connection.prepareStatement(
                        "SELECT collation_name FROM information_schema.columns WHERE column_name = '" + column
                                + "' AND " + isTable(connection, current));
                ResultSet row = read.executeQuery()) {
            String name = row.next() ? row.getString(1) : null;
            return name != null && name.toLowerCase(Locale.ROOT).matches(".*_ci(_.*)?") ? name : null;
        }
    }

    /** Returns the fault of an engine without transactions. */
    Optional<String> engineFault(Connection connection) throws SQLException {
        if (!dialect.filter(SchemaDialect.MYSQL::equals).isPresent()) {
            return Optional.empty();
        }
        try (PreparedStatement read = connection.prepareStatement("SELECT engine FROM information_schema.tables"
                        + " WHERE " + isTable(connection, "DATABASE()"));
                ResultSet row = read.executeQuery()) {
            return row.next() && !"InnoDB".equalsIgnoreCase(row.getString(1))
                    ? Optional.of("its engine is " + row.getString(1) + ", which has no transactions: ALTER TABLE "
                            + table.sql() + " ENGINE = InnoDB")
                    : Optional.empty();
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
}
