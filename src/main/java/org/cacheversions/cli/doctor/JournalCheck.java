package org.cacheversions.cli.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.support.SqlFailure;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.migration.SchemaDialect;

/** Checks the table that only scopes need. */
final class JournalCheck {

    private static final String WHAT = "journal";
    private static final Map<String, Integer> TEXT_COLUMNS =
            Map.of("cache", CacheNames.MAX_LENGTH, "scope", 65, "version", 8);
    private static final List<String> OTHER_COLUMNS = List.of("revision", "changed_at");

    private final Optional<SchemaDialect> dialect;
    private final TableName versions;
    private final TableName table;

    JournalCheck(Optional<SchemaDialect> dialect, TableName versions) {
        this.dialect = dialect;
        this.versions = versions;
        this.table = new TableName(versions.sibling("cache_journal"));
    }

    Finding at(Connection connection) throws SQLException {
        List<String> faults = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        String contents;
        try {
            contents = contents(connection, faults, notes);
        } catch (SQLException e) {
            connection.rollback();
            return SqlFailure.of(e) == SqlFailure.MISSING_TABLE
                    ? Finding.skip(
                            WHAT,
                            "there is no table " + table.sql() + ", which only scopes need. The jar has its SQL: "
                                    + file())
                    : Finding.warn(
                            WHAT,
                            table.sql() + " can't be read, so scopes are invalidated with their whole cache: "
                                    + e.getMessage());
        }
        TableShape shape = TableShape.of(connection, dialect, table);
        faults.addAll(shape.columnFaults(TEXT_COLUMNS, OTHER_COLUMNS));
        shape.engineFault(connection).ifPresent(faults::add);
        List<String> warnings = new ArrayList<>();
        checkKey(shape, faults, warnings);
        String collation = shape.caselessCollation(connection, "scope");
        if (collation != null) {
            warnings.add("the column scope has the collation " + collation + ", so two scopes that differ only in case"
                    + " can't be invalidated together. Use that of " + file());
        }
        new IsolationCheck(dialect)
                .refusal(connection)
                .ifPresent(
                        level -> warnings.add("at " + level + ", the default isolation level of this user, one of two"
                                + " concurrent invalidations may fail even if their scopes differ. Set READ COMMITTED in the data"
                                + " source of the persistence unit"));
        faults.addAll(refused(connection));
        if (!faults.isEmpty()) {
            return Finding.fail(WHAT, String.join("; ", faults));
        }
        return warnings.isEmpty()
                ? Finding.ok(WHAT, contents + String.join("", notes))
                : Finding.warn(WHAT, String.join("; ", warnings));
    }

    private String file() {
        return "org/cacheversions/schema/"
                + dialect.orElse(SchemaDialect.POSTGRESQL).name().toLowerCase(Locale.ROOT) + "-journal.sql";
    }

    private String contents(Connection connection, List<String> faults, List<String> notes) throws SQLException {
        long records = 0;
        int caches = 0;
        List<String> above = new ArrayList<>();
        List<String> withoutRow = new ArrayList<>();
        try (PreparedStatement read = connection.prepareStatement(
                        versions.in(
                                "SELECT j.cache, COUNT(*), MAX(j.revision), MAX(c.revision) FROM cache_journal j"
                                        + " LEFT JOIN cache_version c ON c.cache = j.cache GROUP BY j.cache ORDER BY j.cache"));
                ResultSet row = read.executeQuery()) {
            while (row.next()) {
                caches++;
                records += row.getLong(2);
                long last = row.getLong(3);
                long revision = row.getLong(4);
                if (row.wasNull()) {
                    withoutRow.add(row.getString(1));
                } else if (last > revision) {
                    above.add(row.getString(1));
                }
            }
        }
        if (!above.isEmpty()) {
            faults.add(
                    "there are records of " + above + " above the revision of the cache, as if only one of the tables"
                            + " had been restored. Delete all records: DELETE FROM " + table.sql()
                            + "; then: cache-versions invalidate-all");
        }
        if (!withoutRow.isEmpty()) {
            notes.add("; of them, " + withoutRow + " have no row, and their records are not used");
        }
        return table.sql() + " contains " + records + " records of " + caches + " caches";
    }

    private void checkKey(TableShape shape, List<String> faults, List<String> warnings) {
        if (!shape.isKnown()) {
            return;
        }
        List<String> key = shape.key();
        if (key.isEmpty()) {
            faults.add("there is no primary key, so each read looks at all records. Compare it with " + file());
        } else if (!key.get(0).equals("cache")) {
            warnings.add(
                    "the primary key begins with the column " + key.get(0) + ", as Hibernate creates it, so a read of"
                            + " one cache looks at the records of all. Create the table with " + file());
        }
    }

    private List<String> refused(Connection connection) throws SQLException {
        List<String> refused = PermissionsCheck.refused(
                connection,
                versions,
                Map.of(
                        "INSERT",
                        "INSERT INTO cache_journal (cache, revision, scope, version, changed_at) VALUES ('"
                                + PermissionsCheck.PROBE + "', 0, '*', 'doctor', CURRENT_TIMESTAMP)",
                        "DELETE",
                        "DELETE FROM cache_journal WHERE cache = '" + PermissionsCheck.PROBE + "'"));
        return refused.isEmpty()
                ? List.of()
                : List.of(refused + " refused: scopes can't be invalidated. GRANT SELECT, INSERT, DELETE ON "
                        + table.sql() + " to this user");
    }
}
