package org.cacheversions.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cacheversions.cluster.app.Group;
import org.cacheversions.migration.SchemaDialect;

/** A real PostgreSQL that can be restarted with the same data and port. */
final class Postgres implements AutoCloseable {

    private static final int SECONDS_TO_RESTART = 60;

    private final EmbeddedPostgres server;
    private final Path data;
    private final Path control;
    private final Path log;

    private Postgres(EmbeddedPostgres server, Path binaries, Path directory, Path data) throws IOException {
        this.server = server;
        this.data = data;
        this.log = directory.resolve("restarts.log");
        try (Stream<Path> files = Files.list(binaries)) {
            control = files.map(file -> file.resolve("bin/pg_ctl"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Starts a PostgreSQL. Its binaries are unpacked only once per process, so all instances share them. */
    static Postgres start(Path binaries, Path directory) throws IOException {
        Files.createDirectories(binaries);
        Files.createDirectories(directory);
        Path data = directory.resolve("data");
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                // only a machine crash loses unsynced data, not a process crash
                .setServerConfig("fsync", "off")
                // off, the embedded server's default, would lose recent commits in an immediate restart
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("lock_timeout", "3s")
                .setServerConfig("idle_in_transaction_session_timeout", "5s")
                .setServerConfig("statement_timeout", "10s")
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectory(data)
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("postgres.log").toFile()))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("postgres.log").toFile()))
                .start();
        return new Postgres(server, binaries, directory, data);
    }

    /** Creates the tables, with a counter of 0 for every item. */
    void create(int items) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            SchemaDialect.POSTGRESQL.create(connection);
            statement.execute(SchemaDialect.POSTGRESQL.sqlOfJournal().replace(";", ""));
            statement.execute("CREATE TABLE item (id int PRIMARY KEY, counter bigint NOT NULL, stamp bigint NOT NULL)");
            statement.execute("INSERT INTO item SELECT id, 0, 0 FROM generate_series(0, " + (items - 1) + ") id");
            statement.execute("CREATE TABLE write_log (item int, counter bigint, stamp bigint NOT NULL, "
                    + "tx bigint NOT NULL DEFAULT txid_current(), PRIMARY KEY (item, counter))");
            statement.execute("CREATE TABLE version_log (cache text NOT NULL, revision bigint NOT NULL, "
                    + "version text NOT NULL, tx bigint NOT NULL DEFAULT txid_current())");
            statement.execute("CREATE FUNCTION log_version() RETURNS trigger LANGUAGE plpgsql AS "
                    + "'BEGIN INSERT INTO version_log (cache, revision, version) "
                    + "VALUES (NEW.cache, NEW.revision, NEW.version); RETURN NULL; END'");
            statement.execute("CREATE TRIGGER log_version AFTER INSERT OR UPDATE ON cache_version "
                    + "FOR EACH ROW EXECUTE FUNCTION log_version()");
            statement.execute("CREATE INDEX version_log_tx ON version_log (tx)");
            statement.execute("CREATE TABLE shared_versions (id int PRIMARY KEY, versions text NOT NULL)");
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + "?user=postgres&ApplicationName=checker&socketTimeout=20");
    }

    /** Returns the recent writes of an item and its cache with their transactions. */
    String history(int item) {
        String cache = Group.of(item).cache();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 'tx ' || tx || ' ' || what FROM ("
                        + "(SELECT tx, item || '=' || counter || '.' || stamp AS what FROM write_log WHERE item = "
                        + item
                        + " ORDER BY counter DESC LIMIT 5) UNION ALL (SELECT tx, cache || ':' || revision || '-' || version"
                        + " FROM version_log WHERE cache = '" + cache + "' ORDER BY revision DESC LIMIT 8)) AS lately"
                        + " ORDER BY tx")) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return String.join(", ", lines);
        } catch (SQLException e) {
            return e.getMessage();
        }
    }

    /** Deletes the records of half of the revisions, which pruning may do. No excuse for a failed request. */
    void loseRecords() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM cache_journal WHERE hashint8(revision) % 2 = 0");
        }
    }

    /** Restarts with this mode of {@code pg_ctl}. */
    void restart(String mode) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(control.toString(), "restart", "-D", data.toString(), "-m", mode, "-w"));
        File file = log.toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file))
                .start();
        if (!process.waitFor(SECONDS_TO_RESTART, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("PostgreSQL did not restart; see " + file);
        }
    }

    /** Ends all sessions except the checker's. */
    void endSessions() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    + "WHERE backend_type = 'client backend' AND application_name <> 'checker'");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
