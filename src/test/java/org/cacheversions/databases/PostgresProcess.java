package org.cacheversions.databases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.cacheversions.migration.SchemaDialect;

/** A PostgreSQL that a test may kill and restart with the same data and port of 127.0.0.1. */
public final class PostgresProcess implements AutoCloseable {

    private final Path binaries = TestDatabase.temporary("postgres-killed");
    private final Path data = TestDatabase.temporary("postgres-killed-data");
    private final String durable;
    private int port;
    private EmbeddedPostgres server;

    /** Starts a server with the library's table; {@code durable} if commits must reach the disk, as by default. */
    public PostgresProcess(boolean durable) throws SQLException {
        this.durable = durable ? "on" : "off";
        start();
        try (Connection connection = DriverManager.getConnection(url())) {
            SchemaDialect.POSTGRESQL.create(connection);
        }
    }

    public void start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", durable)
                    // the embedded server's default of off would lose recent commits in a kill
                    .setServerConfig("synchronous_commit", "on")
                    .setOverrideWorkingDirectory(binaries.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .start();
            port = server.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills all processes of the server. */
    public void kill() {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        // the next start is refused until the shared memory is free
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        close(); // frees the lock on the files
    }

    private ProcessHandle postmaster() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0));
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
