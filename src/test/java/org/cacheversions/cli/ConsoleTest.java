package org.cacheversions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.cacheversions.Scope;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.core.config.HintSettings;
import org.cacheversions.internal.core.config.RedisUri;
import org.cacheversions.internal.core.config.Secret;
import org.cacheversions.internal.jdbc.SqlScript;
import org.cacheversions.internal.postgresql.PostgresHintChannel;
import org.cacheversions.internal.redis.RedisHintChannel;
import org.cacheversions.spi.HintChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command on real databases. */
class ConsoleTest {

    private static Console withCaches(TestDatabase database, String... caches) throws SQLException {
        Console console = Console.of(database.withTable());
        String[] arguments = new String[caches.length + 1];
        arguments[0] = "start";
        System.arraycopy(caches, 0, arguments, 1, caches.length);
        assertThat(console.run(arguments).exitCode()).isZero();
        return console;
    }

    @ParameterizedTest
    @EnumSource
    void listsPlainTextInAPipe(TestDatabase database) throws SQLException {
        Console.Result list = withCaches(database, "bans", "categories").run("list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.err()).isEmpty();
        assertThat(list.lines()).hasSize(2);
        assertThat(list.lines().get(0)).matches("bans\t[A-Za-z0-9]{8}\t1\t\\d+");
        assertThat(Integer.parseInt(list.cell(0, 3))).isLessThan(600);
        assertThat(list.cell(1, 0)).isEqualTo("categories");
    }

    @Test
    void listsWithAHeadingOnATerminal() throws SQLException {
        Console.Result list =
                withCaches(TestDatabase.H2, "bans", "categories").terminal().run("list");
        assertThat(list.lines().get(0))
                .contains("NAME        VERSION   REVISION  AGE")
                .contains("\u001B[1m");
        assertThat(list.lines().get(1)).matches("bans        \\w{8}  1         \\d+ s");
    }

    @ParameterizedTest
    @EnumSource
    void listsAsJson(TestDatabase database) throws SQLException {
        Console console = withCaches(database, "bans");
        Instant began = Instant.now().minusSeconds(60);
        try (var reader =
                Json.createReader(new StringReader(console.run("list", "--json").out()))) {
            JsonArray caches = reader.readArray();
            assertThat(caches).hasSize(1);
            assertThat(caches.getJsonObject(0).getString("name")).isEqualTo("bans");
            assertThat(caches.getJsonObject(0).getInt("revision")).isOne();
            assertThat(Instant.parse(caches.getJsonObject(0).getString("changedAt")))
                    .isBetween(began, Instant.now());
            assertThat(caches.getJsonObject(0).getInt("ageSeconds")).isBetween(0, 60);
        }
        console.run("stop", "bans");
        assertThat(console.run("list", "--json").out().strip()).isEqualTo("[]");
    }

    @ParameterizedTest
    @EnumSource
    void listsHowManyScopesTheJournalHas(TestDatabase database) throws SQLException {
        String url = database.withTable();
        Console console = Console.of(url);
        console.run("start", "bans", "posts");
        try (Connection connection = DriverManager.getConnection(url)) {
            SqlScript.run(connection, database.dialect().sqlOfJournal());
        }
        console.run("invalidate", "bans", "--scope", "42", "--scope", "43");
        console.run("invalidate", "bans", "--scope", "42");
        Console.Result list = console.run("list");
        assertThat(list.err()).isEmpty();
        assertThat(list.lines().get(0)).matches("bans\t\\w{8}\t3\t\\d+\t2");
        assertThat(list.lines().get(1)).matches("posts\t\\w{8}\t1\t\\d+\t0");
        assertThat(console.run("list", "--json").out())
                .contains("\"scopes\": 2, \"records\": 3")
                .contains("\"scopes\": 0, \"records\": 0");
    }

    @ParameterizedTest
    @EnumSource
    void invalidatesOnlyTheNamedCaches(TestDatabase database) throws SQLException {
        Console console = withCaches(database, "bans", "categories", "posts");
        Console.Result before = console.run("list");
        Console.Result done = console.run("invalidate", "posts", "bans");
        Console.Result after = console.run("list");
        assertThat(done.exitCode()).isZero();
        assertThat(done.lines()).hasSize(2);
        assertThat(done.lines().get(0)).isEqualTo("bans\t" + after.cell(0, 1) + "\t2");
        assertThat(done.lines().get(1)).isEqualTo("posts\t" + after.cell(2, 1) + "\t2");
        assertThat(after.cell(0, 1)).isNotEqualTo(before.cell(0, 1));
        assertThat(after.cell(1, 1)).isEqualTo(before.cell(1, 1));
        assertThat(after.cell(1, 2)).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource
    void invalidatesAScope(TestDatabase database) throws SQLException {
        String url = database.withTable();
        Console console = Console.of(url);
        console.run("start", "bans", "posts");
        Console.Result failed = console.run("invalidate", "bans", "--scope", "42");
        assertThat(failed.exitCode()).as("there is no journal").isNotZero();
        assertThat(console.run("list").cell(0, 2)).isEqualTo("1");
        try (Connection connection = DriverManager.getConnection(url)) {
            SqlScript.run(connection, database.dialect().sqlOfJournal());
            Console.Result done = console.run("invalidate", "bans", "--scope", "42", "--scope", "a b");
            assertThat(done.exitCode()).isZero();
            String version = console.run("list").cell(0, 1);
            assertThat(done.lines()).containsExactly("bans\t" + version + "\t2");
            List<String> records = new ArrayList<>();
            try (ResultSet rows = connection
                    .createStatement()
                    .executeQuery("SELECT cache, revision, scope, version FROM cache_journal ORDER BY scope")) {
                while (rows.next()) {
                    records.add(rows.getString(1) + " " + rows.getLong(2) + " " + rows.getString(3) + " "
                            + rows.getString(4));
                }
            }
            assertThat(records)
                    .containsExactlyInAnyOrder(
                            "bans 2 =42 " + version,
                            "bans 2 " + Scope.of("bans", "a b").text() + " " + version);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownNameInvalidatesNothing(TestDatabase database) throws SQLException {
        Console console = withCaches(database, "bans");
        Console.Result failed = console.run("invalidate", "bans", "bands");
        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).startsWith("CV1008").contains("[bands]", "Known: [bans]");
        assertThat(console.run("list").cell(0, 2)).isEqualTo("1");
        assertThat(console.run("invalidate", "not a name").exitCode()).isEqualTo(3);
        assertThat(console.run("invalidate", "*").exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void invalidatesAllWithYes(TestDatabase database) throws SQLException {
        Console console = withCaches(database, "bans", "categories");
        Console.Result done = console.run("invalidate-all", "--yes");
        assertThat(done.exitCode()).isZero();
        assertThat(done.lines()).hasSize(2).allMatch(line -> line.matches("(bans|categories)\t\\w{8}\t2"));
        assertThat(console.run("list").cell(1, 1)).isEqualTo(done.cell(1, 1));
    }

    @Test
    void nodesReceiveAHintFromPostgreSqlAtOnce() throws Exception {
        Console console = withCaches(TestDatabase.POSTGRESQL, "bans");
        String url = console.environment().get("CACHE_VERSIONS_URL");
        HintSettings settings = new HintSettings(HintSettings.Channel.POSTGRESQL, new Secret(url), null, null);
        try (HintChannel node = new PostgresHintChannel(settings)) {
            Hints hints = new Hints(node);
            assertThat(console.run("invalidate", "bans").err()).isEmpty();
            hints.awaitOne();
            console.run("invalidate-all", "--yes");
            hints.awaitOne();
        }
    }

    @Test
    void nodesReceiveAHintFromRedisAtOnce() throws Exception {
        Console console = withCaches(TestDatabase.H2, "bans").with("CACHE_VERSIONS_REDIS_PASSWORD", "opensesame");
        ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
        try (RedisProcess redis = new RedisProcess("--requirepass", "opensesame");
                HintChannel node = new RedisHintChannel(
                        RedisUri.parse("redis://:opensesame@127.0.0.1:" + redis.port()), background)) {
            Hints hints = new Hints(node);
            assertThat(console.run("invalidate", "bans", "--redis", redis.uri()).err())
                    .isEmpty();
            hints.awaitOne();
            console.run("invalidate-all", "--yes", "--redis", redis.uri());
            hints.awaitOne();

            redis.kill();
            Console.Result done = console.run("invalidate", "bans", "--redis", redis.uri());
            assertThat(done.exitCode()).as("it is committed").isZero();
            assertThat(done.cell(0, 2)).isEqualTo("4");
            assertThat(done.err()).startsWith("CV1013").contains("refused");
        } finally {
            background.shutdownNow();
        }
    }

    /** The hints that a node receives, starting with its connection. */
    private static final class Hints {

        private final AtomicInteger heard = new AtomicInteger();
        private int expected = 1;

        Hints(HintChannel node) {
            node.open(heard::incrementAndGet);
            Awaitility.await().untilAtomic(heard, equalTo(expected));
        }

        void awaitOne() {
            expected++;
            Awaitility.await().untilAtomic(heard, equalTo(expected));
        }
    }

    @Test
    void invalidatesAllOnlyAfterConfirmation() throws SQLException {
        Console console = withCaches(TestDatabase.H2, "bans", "categories");
        Console.Result scripted = console.run("invalidate-all");
        assertThat(scripted.exitCode()).isEqualTo(5);
        assertThat(scripted.err()).startsWith("CV1009");

        Console.Result declined = console.terminal("n").run("invalidate-all");
        assertThat(declined.exitCode()).isEqualTo(5);
        assertThat(console.asked()).startsWith("Invalidate all 2 caches of jdbc:h2:mem:");
        assertThat(console.terminal("").run("invalidate-all").exitCode()).isEqualTo(5);

        Console.Result done = console.terminal("y").run("invalidate-all");
        assertThat(done.exitCode()).isZero();
        assertThat(done.out()).contains("bans", "categories").contains("  2");
    }

    @ParameterizedTest
    @EnumSource
    void startsAndStops(TestDatabase database) throws SQLException {
        Console console = withCaches(database, "bans");
        assertThat(console.run("start", "bans").exitCode()).isEqualTo(1);
        assertThat(console.run("start", "bans").err()).startsWith("CV0701");
        assertThat(console.run("start", "--if-absent", "bans", "posts").lines())
                .hasSize(1)
                .allMatch(line -> line.startsWith("posts\t"));
        assertThat(console.run("stop", "bans").lines()).containsExactly("bans");
        assertThat(console.run("stop", "bans").exitCode()).isEqualTo(3);
        assertThat(console.run("stop", "bans", "--if-present").exitCode()).isZero();
        assertThat(console.run("list").lines()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void printsSqlThatCreatesTheTable(TestDatabase database) throws SQLException {
        String url = database.create();
        String sql = Console.of(url).run("schema").out();
        assertThat(sql)
                .isEqualTo(new Console()
                        .run("schema", "--dialect", database.dialect().name().toLowerCase(java.util.Locale.ROOT))
                        .out());
        Sql.execute(
                url, Stream.of(sql.split(";\\R")).filter(one -> !one.isBlank()).toArray(String[]::new));
        assertThat(Console.of(url).run("list").exitCode()).isZero();
        assertThat(new Console().run("schema").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void followsChanges(TestDatabase database) throws Exception {
        Console console = withCaches(database, "bans", "posts");
        StringWriter out = new StringWriter();
        CompletableFuture<Console.Result> watch =
                CompletableFuture.supplyAsync(() -> console.run(out, "watch", "--interval", "PT0.01S"));
        // the first read is not visible, since only changes are shown
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
            console.run("invalidate", "bans");
            return out.toString().matches("(?s)\\S+Z\tinvalidated\tbans\t\\d+\t\\w{8}\n.*");
        });
        console.run("stop", "posts");
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> out.toString()
                .contains("\tstopped\tposts\t"));
        console.run("start", "threads");
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> out.toString()
                .contains("\tstarted\tthreads\t"));
        console.interrupt();
        assertThat(watch.get(60, TimeUnit.SECONDS).exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void followsScopes(TestDatabase database) throws Exception {
        String url = database.withTable();
        try (Connection connection = DriverManager.getConnection(url)) {
            SqlScript.run(connection, database.dialect().sqlOfJournal());
        }
        Console console = Console.of(url);
        console.run("start", "bans");
        StringWriter out = new StringWriter();
        CompletableFuture<Console.Result> watch =
                CompletableFuture.supplyAsync(() -> console.run(out, "watch", "--interval", "PT0.01S"));
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
            console.run("invalidate", "bans", "--scope", "42", "--scope", "7");
            return out.toString().matches("(?s)\\S+Z\tinvalidated\tbans\t\\d+\t\\w{8}\t42,7\n.*");
        });
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
            console.run("invalidate", "bans");
            return out.toString().matches("(?s).*Z\tinvalidated\tbans\t\\d+\t\\w{8}\n");
        });
        console.interrupt();
        assertThat(watch.get(60, TimeUnit.SECONDS).exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void followingWithoutAnIntervalIsRefused(String interval) throws Exception {
        Console.Result refused = withCaches(TestDatabase.H2, "bans").run("watch", "--interval", interval);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).startsWith("CV1014");
    }

    @Test
    void followingEndsAfterTheGivenNumberOfLines() throws Exception {
        Console console = withCaches(TestDatabase.H2, "bans", "posts");
        CompletableFuture<Console.Result> watch =
                CompletableFuture.supplyAsync(() -> console.run("watch", "--changes", "1"));
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
            console.run("invalidate-all", "--yes");
            return watch.isDone();
        });
        assertThat(watch.get().exitCode()).isZero();
        assertThat(watch.get().lines()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "POSTGRESQL", "MARIADB"})
    void aMissingTableIsReportedWithARemedy(TestDatabase database) {
        Console.Result list = Console.of(database.create()).run("list");
        assertThat(list.exitCode()).isEqualTo(1);
        assertThat(list.err()).startsWith("CV1007").contains("schema");
    }

    @Test
    void aMissingConnectionHasItsOwnExitCode() {
        assertThat(new Console().run("list").exitCode()).isEqualTo(2);
        assertThat(new Console().run("list").err()).startsWith("CV1001");
        assertThat(Console.of("jdbc:postgresql://127.0.0.1:1/none").run("list").exitCode())
                .isEqualTo(4);
        assertThat(Console.of("jdbc:none:none").run("list").err()).startsWith("CV1003");
        assertThat(new Console().run("no-such-command").exitCode()).isEqualTo(2);
        assertThat(new Console().run("invalidate").exitCode()).isEqualTo(2);
    }

    @Test
    void thePasswordIsReadFromEachSourceAndNeverShown(@TempDir Path directory) throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        String secret = "s3cret/+'x";
        try (Connection connection = DriverManager.getConnection(url, "keeper", secret)) {
            TestDatabase.H2.dialect().create(connection);
        }
        Path file = directory.resolve("password");
        Files.writeString(file, secret + "\n");
        assertThat(Console.of(url)
                        .with("CACHE_VERSIONS_PASSWORD", secret)
                        .run("list", "--user", "keeper")
                        .exitCode())
                .isZero();
        assertThat(Console.of(url)
                        .run("list", "--user", "keeper", "--password-file", file.toString())
                        .exitCode())
                .isZero();
        Console terminal = Console.of(url).with("CACHE_VERSIONS_USER", "keeper").terminal(secret);
        assertThat(terminal.run("list").exitCode()).isZero();
        assertThat(terminal.asked()).isEqualTo("Password of keeper: ");
        terminal.terminal(secret, "n");
        assertThat(terminal.run("invalidate-all").exitCode()).isEqualTo(5);
        terminal.terminal(secret, "y");
        assertThat(terminal.run("invalidate-all").exitCode()).isZero();

        for (Console.Result refused : List.of(
                Console.of(url).run("list", "--user", "keeper"),
                Console.of(url)
                        .with("CACHE_VERSIONS_PASSWORD", "wr0ng" + secret)
                        .run("list", "--user", "keeper"),
                Console.of(url + ";PASSWORD=" + secret + "x;USER=keeper").run("list"),
                Console.of(url).run("list", "--url", url + ";USER=keeper;PASSWORD=" + secret))) {
            assertThat(refused.exitCode()).isIn(2, 4);
            assertThat(refused.out() + refused.err()).doesNotContain(secret);
        }
        assertThat(Console.of(url)
                        .run(
                                "list",
                                "--password-file",
                                directory.resolve("none").toString())
                        .exitCode())
                .isEqualTo(4);
        Console.Result noFile = Console.of(url).run("list", "--password-file", directory.toString());
        assertThat(noFile.exitCode()).isEqualTo(4);
        assertThat(noFile.err()).startsWith("CV1005");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list --password=s3cret",
                "list --password s3cret",
                "list jdbc:postgresql://keeper:s3cret@db/forum",
                "list --url jdbc:postgresql://keeper:s3/cret@db/forum",
                "list --url jdbc:oracle:thin:keeper/s3cret@//db/forum",
                "list --url jdbc:sqlserver://db;password={s3;cret}",
                "list --url jdbc:postgresql://db/forum?accessToken=s3cret",
                "watch --interval s3cret?password=s3cret",
                "list --url jdbc:sqlserver://db;password={s3;}}cret}",
                "list --url jdbc:h2:mem:x;PASSWORD=a\\;s3cret",
                "list --url jdbc:mysql://address=(host=db)(password=s3cret)/forum",
                "list --url jdbc:mysql://(host=db,user=keeper,password=s3cret)/forum",
                "list --url jdbc:mariadb://keeper:s3cret@one,two/forum",
                "list --url jdbc:postgresql://db/forum?pass%77ord=s3cret",
                "list --url jdbc:db2://db:50000/forum:user=keeper;password=s3cret;",
                "list --url jdbc:oracle:thin:@db?javax.net.ssl.keyStorePassword=s3cret",
                "list --url jdbc:snowflake://db/?passcode=s3cret",
                "doctor --redis redis://:s3cret@db"
            })
    void aPasswordOnTheCommandLineIsNotPrinted(String line) {
        Console.Result wrong = Console.of("jdbc:h2:mem:x").run(line.split(" "));
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.out() + wrong.err().replace("s3cret?", "")).doesNotContain("s3cret", "cret}", "cret@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db:5432/forum?user=me@corp",
                "jdbc:sqlserver://db:1433;user=me@corp",
                "jdbc:oracle:thin:@//db:1521/forum",
                "jdbc:oracle:thin:@db:1521:forum",
                "jdbc:h2:file:/var/forum@home"
            })
    void anAtSignAloneIsNotAPassword(String url) {
        assertThat(Secrets.isIn(url)).isFalse();
    }

    @Test
    void namesCannotControlTheTerminalOrAddColumns() throws SQLException {
        String url = TestDatabase.H2.withTable();
        Sql.execute(
                url,
                "INSERT INTO cache_version (cache, version, revision, changed_at) VALUES"
                        + " (U&'a\\001b]0;x\\0007b\\0009c\\000ad\\009b1m\\202e', 'v', 1, CURRENT_TIMESTAMP)");
        String printed = "a\\u{1b}]0;x\\u{7}b\\tc\\nd\\u{9b}1m\\u{202e}";
        Console console = Console.of(url);
        assertThat(console.run("list").lines()).hasSize(1);
        assertThat(console.run("list").cell(0, 0)).isEqualTo(printed);
        assertThat(console.run("invalidate-all", "--yes").cell(0, 0)).isEqualTo(printed);
        assertThat(console.run("invalidate", "none").err()).contains(printed).doesNotContain("\u001B", "\u009B");
        assertThat(Console.of(url).terminal().run("list").out()).contains(printed);
    }

    @Test
    void anArgumentThatBeginsWithAnAtSignReadsNoFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("arguments"), "bans");
        Console console = withCaches(TestDatabase.H2, "bans");
        String before = console.run("list").cell(0, 1);
        Console.Result refused = console.run("invalidate", "@" + file);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(console.run("list").cell(0, 1)).isEqualTo(before);
    }

    @Test
    void aDriverCanBeLoadedFromAFile() {
        Console.Result missing = Console.of("jdbc:h2:mem:x").run("list", "--driver", "none.jar");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).startsWith("CV1004");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "list", "invalidate", "invalidate-all", "start", "stop", "schema", "watch", "doctor"})
    void helpShowsExamplesAndExitCodes(String command) {
        Console.Result help = command.isEmpty() ? new Console().run("--help") : new Console().run(command, "--help");
        assertThat(help.exitCode()).isZero();
        if (command.isEmpty()) {
            assertThat(help.out()).contains("Exit codes:", "invalidate-all", "doctor");
        } else {
            assertThat(help.out()).contains("Examples:", "cache-versions " + command);
        }
    }

    @Test
    void theShellCompletesCommandsAndOptions() {
        assertThat(new Console().run("generate-completion").out())
                .contains("invalidate-all", "--password-file", "complete -F");
    }

    @Test
    void agesAreHumanReadable() {
        assertThat(Ages.of(Duration.ofSeconds(59), true)).isEqualTo("59 s");
        assertThat(Ages.of(Duration.ofMinutes(59), true)).isEqualTo("59 min");
        assertThat(Ages.of(Duration.ofHours(47), true)).isEqualTo("47 h");
        assertThat(Ages.of(Duration.ofDays(2), true)).isEqualTo("2 days");
        assertThat(Ages.of(Duration.ofDays(2), false)).isEqualTo("172800");
    }

    @Test
    void jsonIsEscaped() {
        assertThat(org.cacheversions.internal.core.Json.of("a\"\\\n")).isEqualTo("\"a\\\"\\\\\\u000a\"");
    }
}
