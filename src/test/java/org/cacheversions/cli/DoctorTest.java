package org.cacheversions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.cacheversions.cli.doctor.Examination;
import org.cacheversions.cli.doctor.Finding;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.jdbc.SqlScript;
import org.cacheversions.migration.StartCacheVersioning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The findings of the doctor on real databases, healthy and faulty ones. */
class DoctorTest {

    @ParameterizedTest
    @EnumSource
    void aHealthyDatabasePassesUnchanged(TestDatabase database) throws SQLException {
        Console console = Console.of(database.withTable());
        console.run("start", "bans");
        String before = console.run("list").cell(0, 1);
        Console.Result found = console.run("doctor");
        assertThat(found.exitCode()).as(found.out() + found.err()).isZero();
        assertThat(found.lines()).anyMatch(line -> line.equals("table\tOK\tcache_version contains 1 caches"));
        assertThat(found.lines()).anyMatch(line -> line.startsWith("permissions\tOK\t"));
        assertThat(found.lines()).anyMatch(line -> line.startsWith("isolation\tOK\t"));
        assertThat(found.lines())
                .anyMatch(line -> line.startsWith("journal\tSKIP\tthere is no table cache_journal")
                        && line.contains("org/cacheversions/schema/"
                                + database.dialect().name().toLowerCase(Locale.ROOT) + "-journal.sql"));
        assertThat(found.lines())
                .anyMatch(line -> line.startsWith(
                        database == TestDatabase.DERBY ? "clock\tSKIP\t" : "clock\tOK\tthe database's clock is "));
        assertThat(found.lines())
                .anyMatch(
                        line -> line.startsWith(database == TestDatabase.POSTGRESQL ? "hints\tOK\t" : "hints\tSKIP\t"));
        assertThat(console.run("list").lines()).hasSize(1);
        assertThat(console.run("list").cell(0, 1)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void aMissingTableIsAFault(TestDatabase database) {
        Console.Result found = Console.of(database.create()).run("doctor");
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.lines())
                .anyMatch(
                        line -> line.startsWith("table\tFAIL\tcache_version can't be read") && line.contains("schema"));
        assertThat(found.lines()).anyMatch(line -> line.startsWith("permissions\tSKIP\t"));
    }

    @Test
    void missingPrivilegesAreNamed() throws SQLException {
        String url = TestDatabase.POSTGRESQL.withTable();
        String role = "r" + url.replaceAll(".*/(\\w+)\\?.*", "$1");
        Sql.execute(url, "CREATE ROLE " + role + " LOGIN", "GRANT SELECT, UPDATE ON cache_version TO " + role);
        Console.Result some =
                Console.of(url.replace("user=postgres", "user=" + role)).run("doctor");
        assertThat(some.exitCode()).isZero();
        assertThat(some.lines()).anyMatch(line -> line.startsWith("permissions\tWARN\t[INSERT, DELETE] refused"));
        Sql.execute(url, "REVOKE UPDATE ON cache_version FROM " + role);
        Console.Result none =
                Console.of(url.replace("user=postgres", "user=" + role)).run("doctor");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.lines())
                .anyMatch(line ->
                        line.startsWith("permissions\tFAIL\t") && line.contains("GRANT") && line.contains("UPDATE"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "H2|ALTER TABLE cache_version ALTER COLUMN version varchar(7)|version takes 7 characters, not 8",
                "H2|ALTER TABLE cache_version DROP COLUMN changed_at|the column changed_at is missing",
                "POSTGRESQL|ALTER TABLE cache_version ALTER COLUMN cache TYPE varchar(20)|cache takes 20 characters",
                "POSTGRESQL|ALTER TABLE cache_version DROP CONSTRAINT cache_version_pkey|there is no primary key",
                "MARIADB|ALTER TABLE cache_version DROP PRIMARY KEY, ADD PRIMARY KEY (version)|there is no primary key",
                "MARIADB|ALTER TABLE cache_version ENGINE = MyISAM|ALTER TABLE cache_version ENGINE = InnoDB"
            })
    void aTableOfTheWrongShapeIsAFault(TestDatabase database, String sql, String said) throws SQLException {
        String url = database.withTable();
        Sql.execute(url, database == TestDatabase.H2 ? "DELETE FROM cache_version" : "SELECT 1", sql);
        Console.Result found = Console.of(url).run("doctor");
        assertThat(found.exitCode()).isEqualTo(1);
        assertThat(found.out()).contains("table\tFAIL\t", said);
    }

    @Test
    void aCaseInsensitiveCollationIsAFault() throws SQLException {
        String url = TestDatabase.MARIADB.withTable();
        assertThat(Console.of(url).run("doctor").out()).contains("table\tOK\t");
        Sql.execute(url, "ALTER TABLE cache_version MODIFY cache varchar(128) COLLATE utf8mb4_general_ci NOT NULL");
        Console.Result found = Console.of(url).run("doctor");
        assertThat(found.exitCode()).isZero();
        assertThat(found.out()).contains("table\tWARN\t", "utf8mb4_general_ci");
    }

    private static String withJournal(TestDatabase database) throws SQLException {
        String url = database.withTable();
        try (Connection connection = DriverManager.getConnection(url)) {
            SqlScript.run(connection, database.dialect().sqlOfJournal());
            new StartCacheVersioning("permissions").withScopes().apply(connection);
        }
        return url;
    }

    private static String journal(String url) {
        List<String> lines = Console.of(url).run("doctor").lines();
        return lines.stream()
                .filter(line -> line.startsWith("journal\t"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(lines));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MARIADB") // of which some releases refuse scopes by default
    void aHealthyJournalPasses(TestDatabase database) throws SQLException {
        String url = withJournal(database);
        Console console = Console.of(url);
        assertThat(console.run("invalidate", "permissions", "--scope", "42").exitCode())
                .isZero();
        assertThat(journal(url)).isEqualTo("journal\tOK\tcache_journal contains 2 records of 1 caches");
        assertThat(journal(url)).as("unchanged").contains("2 records");
        Sql.execute(url, "DELETE FROM cache_version WHERE cache = 'permissions'");
        assertThat(journal(url)).startsWith("journal\tOK\t").contains("[permissions] have no row");
    }

    @ParameterizedTest
    @EnumSource
    void recordsAboveTheRowsRevisionAreAFault(TestDatabase database) throws SQLException {
        String url = withJournal(database);
        Console console = Console.of(url);
        console.run("start", "bans");
        console.run("invalidate", "permissions", "--scope", "42");
        Sql.execute(url, "UPDATE cache_version SET revision = revision - 1 WHERE cache = 'permissions'");
        assertThat(journal(url)).startsWith("journal\tFAIL\t").contains("[permissions]", "restored", "invalidate-all");
        assertThat(console.run("doctor").exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "H2|ALTER TABLE cache_journal DROP PRIMARY KEY|FAIL|no primary key",
                "POSTGRESQL|ALTER TABLE cache_journal DROP CONSTRAINT cache_journal_pkey, ADD PRIMARY KEY (revision,"
                        + " scope, cache)|WARN|begins with the column revision",
                "MARIADB|ALTER TABLE cache_journal DROP PRIMARY KEY, ADD PRIMARY KEY (revision, cache, scope)|WARN|begins"
                        + " with the column revision",
                "MARIADB|ALTER TABLE cache_journal MODIFY scope varchar(65) COLLATE utf8mb4_general_ci NOT NULL|WARN|"
                        + "utf8mb4_general_ci",
                "POSTGRESQL|ALTER TABLE cache_journal ALTER COLUMN scope TYPE varchar(20)|FAIL|scope takes 20 characters"
            })
    void aJournalOfTheWrongShapeIsReported(TestDatabase database, String sql, String verdict, String said)
            throws SQLException {
        String url = withJournal(database);
        Sql.execute(url, sql);
        assertThat(journal(url)).startsWith("journal\t" + verdict + "\t").contains(said);
    }

    @Test
    void missingPrivilegesOnTheJournalAreNamed() throws SQLException {
        String url = withJournal(TestDatabase.POSTGRESQL);
        String role = "r" + url.replaceAll(".*/(\\w+)\\?.*", "$1");
        Sql.execute(
                url,
                "CREATE ROLE " + role + " LOGIN",
                "GRANT SELECT, UPDATE ON cache_version TO " + role,
                "GRANT SELECT, DELETE ON cache_journal TO " + role);
        String own = url.replace("user=postgres", "user=" + role);
        assertThat(journal(own)).startsWith("journal\tFAIL\t[INSERT] refused").contains("GRANT");
        Sql.execute(url, "REVOKE SELECT ON cache_journal FROM " + role);
        assertThat(journal(own)).startsWith("journal\tWARN\tcache_journal can't be read");
    }

    @Test
    void anIsolationThatRefusesWritersOfOtherScopesIsAWarning() throws SQLException {
        String url = withJournal(TestDatabase.POSTGRESQL);
        String name = url.replaceAll(".*/(\\w+)\\?.*", "$1");
        Sql.execute(url, "ALTER DATABASE " + name + " SET default_transaction_isolation = 'repeatable read'");
        assertThat(journal(url)).startsWith("journal\tWARN\tat REPEATABLE READ").contains("READ COMMITTED");
        String mariadb = withJournal(TestDatabase.MARIADB);
        try (Connection connection = DriverManager.getConnection(mariadb);
                Statement statement = connection.createStatement();
                ResultSet on = statement.executeQuery(
                        "SELECT 1 FROM information_schema.session_variables WHERE variable_name ="
                                + " 'INNODB_SNAPSHOT_ISOLATION' AND variable_value = 'ON'")) {
            assertThat(journal(mariadb)).startsWith(on.next() ? "journal\tWARN\t" : "journal\tOK\t");
        }
    }

    @Test
    void clockSkewIsAWarning() throws SQLException {
        try (Connection connection = DriverManager.getConnection(TestDatabase.POSTGRESQL.withTable())) {
            InstantSource behind = InstantSource.system();
            InstantSource late = () -> behind.instant().minusSeconds(10);
            assertThat(new Examination(connection, TableName.DEFAULT, late).findings())
                    .filteredOn(finding -> finding.what().equals("clock"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.verdict()).isEqualTo(Finding.Verdict.WARN);
                        assertThat(finding.text()).contains("ahead of", "NTP");
                    });
        }
    }

    @Test
    void aMissingReservedRowIsReported() throws SQLException {
        String url = TestDatabase.H2.withTable();
        Sql.execute(url, "DELETE FROM cache_version");
        assertThat(Console.of(url).run("doctor").out()).contains("table\tWARN\t", "lacks the reserved row");
    }

    @Test
    void theIsolationLevelIsChecked() throws SQLException {
        String url = TestDatabase.POSTGRESQL.withTable();
        String name = url.replaceAll(".*/(\\w+)\\?.*", "$1");
        Sql.execute(url, "ALTER DATABASE " + name + " SET default_transaction_isolation = 'repeatable read'");
        assertThat(Console.of(url).run("doctor").out()).contains("isolation\tWARN\tREPEATABLE READ", "40001");
        Sql.execute(url, "ALTER DATABASE " + name + " SET default_transaction_isolation = 'serializable'");
        assertThat(Console.of(url).run("doctor").out()).contains("isolation\tWARN\tSERIALIZABLE");
    }

    @Test
    void verdictsAreColouredOnlyOnATerminal() throws SQLException {
        Console console = Console.of(TestDatabase.H2.withTable());
        assertThat(console.run("doctor").out()).doesNotContain("\u001B");
        assertThat(console.terminal().run("doctor").out()).contains("\u001B[1m\u001B[32mOK");
    }

    @Test
    void redisIsCheckedOverItsProtocol() throws Exception {
        Console console = Console.of(TestDatabase.H2.withTable());
        assertThat(redis(console, "+PONG\r\n")).contains("redis\tOK\tredis://127.0.0.1:");
        assertThat(redis(console, "-NOAUTH Authentication required.\r\n"))
                .contains("redis\tFAIL\t", "CACHE_VERSIONS_REDIS_PASSWORD");
        assertThat(redis(console, "HTTP/1.1 400 Bad Request\r\n"))
                .contains("redis\tFAIL\t", "does not reply as Redis does");
        console.with("CACHE_VERSIONS_REDIS_PASSWORD", "s3cret");
        assertThat(redis(console, "-WRONGPASS invalid username-password pair\r\n"))
                .contains("redis\tFAIL\t", "WRONGPASS")
                .doesNotContain("s3cret");

        Console.Result down = console.run("doctor", "--redis", "redis://127.0.0.1:1");
        assertThat(down.exitCode()).isEqualTo(1);
        assertThat(down.out()).contains("redis\tFAIL\tredis://127.0.0.1:1 can't be reached");
        Console.Result secret = console.run("doctor", "--redis", "redis://:s3cret@127.0.0.1");
        assertThat(secret.exitCode()).isEqualTo(2);
        assertThat(secret.err()).startsWith("CV1012").doesNotContain("s3cret");
        assertThat(console.run("doctor", "--redis", "http://127.0.0.1").exitCode())
                .isEqualTo(2);
    }

    @Test
    void aRealRedisPasses() throws SQLException {
        Console console = Console.of(TestDatabase.H2.withTable());
        try (RedisProcess redis = new RedisProcess()) {
            String uri = "redis://127.0.0.1:" + redis.port();
            assertThat(console.run("doctor", "--redis", uri).lines()).anyMatch(line -> line.startsWith("redis\tOK\t"));
            redis.kill();
            Console.Result down = console.run("doctor", "--redis", uri);
            assertThat(down.exitCode()).isEqualTo(1);
            assertThat(down.out()).contains("redis\tFAIL\t", "can't be reached");
        }
    }

    private static String redis(Console console, String reply) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[256]);
                    socket.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            String out = console.run("doctor", "--redis", "redis://127.0.0.1:" + server.getLocalPort())
                    .out();
            answer.get();
            return out;
        }
    }
}
