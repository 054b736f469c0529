package org.cacheversions.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.jdbc.SqlScript;

/** The databases for which the library has the SQL that creates the table {@code cache_version}. */
public enum SchemaDialect {
    POSTGRESQL("postgresql", "postgresql"),
    /** Also MariaDB. */
    MYSQL("mysql", "mysql|mariadb"),
    H2("h2", "h2"),
    ORACLE("oracle", "oracle"),
    SQLSERVER("sqlserver", "sqlserver"),
    DB2("db2", "db2"),
    DERBY("derby", "derby");

    private final String file;
    private final String drivers;

    SchemaDialect(String file, String drivers) {
        this.file = file;
        this.drivers = drivers;
    }

    /** Returns the dialect of the database at a JDBC URL, if there is one. */
    public static Optional<SchemaDialect> ofUrl(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(dialect -> lower.matches("jdbc:(" + dialect.drivers + "):.*"))
                .findFirst();
    }

    /**
     * Returns the SQL that creates the table and its reserved row. The jar also contains it as the resource
     * {@code org/cacheversions/schema/postgresql.sql} (or {@code mysql}, {@code h2}, {@code oracle},
     * {@code sqlserver}, {@code db2}, {@code derby}).
     */
    public String sql() {
        return resource(file + ".sql");
    }

    /**
     * Returns the SQL that creates the table {@code cache_node}, which only
     * {@code cache-versions.lease-acknowledgements} needs. The jar also contains it as the resource
     * {@code org/cacheversions/schema/postgresql-nodes.sql}, and so on.
     */
    public String sqlOfNodes() {
        return resource(file + "-nodes.sql");
    }

    /**
     * Returns the SQL that creates the table {@code cache_journal}, which only scopes need. The jar also contains it as
     * the resource {@code org/cacheversions/schema/postgresql-journal.sql}, and so on.
     */
    public String sqlOfJournal() {
        return resource(file + "-journal.sql");
    }

    private static String resource(String name) {
        String resource = "/org/cacheversions/schema/" + name;
        try (InputStream stream = SchemaDialect.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Creates the table and its reserved row through this connection. It does so in the caller's transaction where the
     * database supports transactions for DDL.
     *
     * @throws CacheVersionsException if the database reports an error, for example because the table already exists
     */
    public void create(Connection connection) {
        try {
            SqlScript.run(connection, sql());
        } catch (SQLException e) {
            throw new CacheVersionsException(MigrationMessages.notCreated(e), e);
        }
    }
}
