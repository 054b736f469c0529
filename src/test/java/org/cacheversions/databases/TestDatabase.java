package org.cacheversions.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.cacheversions.migration.SchemaDialect;

/** Real databases for tests. A server starts when first needed and ends with this JVM. */
public enum TestDatabase {
    H2(SchemaDialect.H2) {
        @Override
        String fresh(String name) {
            return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        }
    },
    DERBY(SchemaDialect.DERBY) {
        @Override
        String fresh(String name) {
            return "jdbc:derby:memory:" + name + ";create=true";
        }
    },
    POSTGRESQL(SchemaDialect.POSTGRESQL) {
        @Override
        String fresh(String name) throws SQLException {
            Sql.execute(PostgresServer.url("postgres"), "CREATE DATABASE " + name);
            return PostgresServer.url(name);
        }
    },
    MARIADB(SchemaDialect.MYSQL) {
        @Override
        String fresh(String name) throws SQLException {
            Sql.execute(MariaDbServer.url(""), "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
            return MariaDbServer.url(name);
        }
    };

    private final SchemaDialect dialect;

    TestDatabase(SchemaDialect dialect) {
        this.dialect = dialect;
        // Derby writes its log into the working directory unless told otherwise
        System.setProperty("derby.stream.error.file", temporary("derby") + "/derby.log");
    }

    abstract String fresh(String name) throws SQLException;

    public SchemaDialect dialect() {
        return dialect;
    }

    /** Returns the URL of a new, empty database, including the user. */
    public String create() {
        try {
            return fresh("t" + UUID.randomUUID().toString().replace("-", ""));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the URL of a new database with the library's table. */
    public String withTable() throws SQLException {
        String url = create();
        try (Connection connection = DriverManager.getConnection(url)) {
            dialect.create(connection);
        }
        return url;
    }

    static Path temporary(String name) {
        try {
            Path directory = Path.of("target", "databases").toAbsolutePath();
            Files.createDirectories(directory);
            return Files.createTempDirectory(directory, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
