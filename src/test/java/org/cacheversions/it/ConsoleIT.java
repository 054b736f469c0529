package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.derby.iapi.jdbc.AutoloadedDriver;
import org.apache.derby.shared.common.error.StandardException;
import org.awaitility.Awaitility;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The jar in a separate process with piped output, as a user runs it. */
@Tag("ci")
class ConsoleIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    record Result(int exitCode, String out, String err) {}

    static Result run(String url, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-jar", Server.setting("it.console")));
        command.addAll(Arrays.asList(arguments));
        Path errors = Files.createTempFile(Path.of(Server.setting("it.console")).getParent(), "console", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(errors.getParent().toFile())
                .redirectError(errors.toFile());
        builder.environment().put("CACHE_VERSIONS_URL", url);
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), out, Files.readString(errors));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void theJarContainsItsDrivers(TestDatabase database) throws Exception {
        String url = database.withTable();
        Result started = run(url, "start", "bans");
        assertThat(started.exitCode()).as(started.err).isZero();
        assertThat(run(url, "invalidate", "bans").out).matches("bans\t\\w{8}\t2\\R");
        try (RedisProcess redis = new RedisProcess()) {
            Result told = run(url, "invalidate", "bans", "--redis", redis.uri());
            assertThat(told.exitCode()).isZero();
            assertThat(told.err).isEmpty();
        }
        Result list = run(url, "list");
        assertThat(list.out).matches("bans\t\\w{8}\t3\t\\d+\\R");
        assertThat(list.err).isEmpty();
        assertThat(run(url, "doctor").exitCode()).isZero();
        assertThat(run(url, "invalidate", "none").exitCode()).isEqualTo(3);
    }

    @Test
    void theJarWorksOnAnH2File() throws Exception {
        Path directory =
                Files.createTempDirectory(Path.of(Server.setting("it.console")).getParent(), "h2");
        String url = "jdbc:h2:" + directory.resolve("forum");
        try (Connection connection = DriverManager.getConnection(url)) {
            TestDatabase.H2.dialect().create(connection);
        }
        assertThat(run(url, "start", "bans").exitCode()).isZero();
        assertThat(run(url, "list", "--json").out).contains("\"name\": \"bans\"");
        assertThat(run(url, "--version").out).startsWith("cache-versions ").doesNotContain("not packaged");
        Result help = run(url, "invalidate-all", "--help");
        assertThat(help.out).contains("Examples:").doesNotContain("\u001B");
    }

    @Test
    void aDriverCanBeLoadedFromAFile() throws Exception {
        Path directory =
                Files.createTempDirectory(Path.of(Server.setting("it.console")).getParent(), "derby");
        String url = "jdbc:derby:" + directory.resolve("forum");
        try (Connection connection = DriverManager.getConnection(url + ";create=true")) {
            TestDatabase.DERBY.dialect().create(connection);
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url + ";shutdown=true"))
                .hasMessageContaining("shutdown");

        assertThat(run(url, "list").err()).startsWith("CV1003").contains("--driver");
        String[] drivers = {"--driver", jarOf(AutoloadedDriver.class), "--driver", jarOf(StandardException.class)};
        Result started = run(url, "start", "bans", drivers[0], drivers[1], drivers[2], drivers[3]);
        assertThat(started.exitCode()).as(started.err).isZero();
        assertThat(run(url, "list", drivers[0], drivers[1], drivers[2], drivers[3])
                        .out())
                .matches("bans\t\\w{8}\t1\t\\d+\\R");
    }

    private static String jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    @Test
    void requestsStartedAfterInvalidateAllSeeFreshData() throws Exception {
        String url = TestDatabase.POSTGRESQL.withTable();
        Sql.execute(url, "CREATE TABLE item (id bigint PRIMARY KEY, amount integer)", "INSERT INTO item VALUES (1, 0)");
        assertThat(run(url, "start", "children", "items", "parents").exitCode()).isZero();
        Path directory =
                Files.createTempDirectory(Path.of(Server.setting("it.console")).getParent(), "nodes");
        try (ServerProcess first = node(url, Files.createDirectory(directory.resolve("first")));
                ServerProcess second = node(url, Files.createDirectory(directory.resolve("second")))) {
            Load load = new Load(List.of(address(first), address(second)));
            try {
                for (int round = 1; round <= 5; round++) {
                    load.awaitRequests(200);
                    // a repair with SQL that the library does not notice
                    Sql.execute(url, "UPDATE item SET amount = " + round);
                    load.countOld(round - 1);
                    load.awaitRequests(200);
                    assertThat(load.oldSeen())
                            .as("old entries are served before the command")
                            .isGreaterThan(100);
                    Result done = run(url, "invalidate-all", "--yes");
                    load.require(round);
                    assertThat(done.exitCode()).as(done.err).isZero();
                    assertThat(done.out.lines()).hasSize(3);
                }
                load.awaitRequests(200);
            } finally {
                load.close();
            }
            assertThat(load.tooOld()).isEmpty();
        }
    }

    /** A hint reaches a node that would not read for an hour; a node without hints reads after max-age. */
    @ParameterizedTest
    @CsvSource({"PT1H, postgresql", "PT1S, none"})
    void aNodeInBoundedCoherenceSeesTheInvalidation(String maxAge, String hints) throws Exception {
        String url = TestDatabase.POSTGRESQL.withTable();
        Sql.execute(url, "CREATE TABLE item (id bigint PRIMARY KEY, amount integer)", "INSERT INTO item VALUES (1, 0)");
        assertThat(run(url, "start", "children", "items", "parents").exitCode()).isZero();
        Path directory =
                Files.createTempDirectory(Path.of(Server.setting("it.console")).getParent(), "bounded");
        try (ServerProcess node = node(
                url,
                directory,
                "-Dcache-versions.coherence=bounded",
                "-Dcache-versions.max-age=" + maxAge,
                "-Dcache-versions.hints=" + hints,
                "-Dcache-versions.hints.url=" + url)) {
            URI address = address(node);
            assertThat(answer(address)).startsWith("0 ");
            Sql.execute(url, "UPDATE item SET amount = 1");
            assertThat(run(url, "invalidate", "items").exitCode()).isZero();
            Awaitility.await().untilAsserted(() -> assertThat(answer(address)).startsWith("1 "));
        }
    }

    private static String answer(URI address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static ServerProcess node(String url, Path directory, String... settings) {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                + File.pathSeparator
                + System.getProperty("it.testing");
        ServerProcess process = ServerProcess.start(
                "node",
                Stream.of(
                                Stream.of(JAVA.toString(), "-Xmx256m", "-Dnode.url=" + url),
                                Stream.of(settings),
                                Stream.of("-cp", path, ConsoleNode.class.getName()))
                        .flatMap(part -> part)
                        .toList(),
                directory);
        process.awaitReady(() -> process.log().since(0).contains("listening on port"));
        return process;
    }

    private static URI address(ServerProcess node) {
        Matcher port = Pattern.compile("listening on port (\\d+)\\.")
                .matcher(node.log().since(0));
        assertThat(port.find()).isTrue();
        return URI.create("http://127.0.0.1:" + port.group(1) + "/");
    }

    /** Threads that send requests to both nodes without pause. */
    private static final class Load implements AutoCloseable {

        private static final int THREADS_A_NODE = 3;

        private final HttpClient client = HttpClient.newHttpClient();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final List<Future<?>> running = new ArrayList<>();
        private final AtomicInteger least = new AtomicInteger();
        private final AtomicInteger old = new AtomicInteger();
        private final AtomicLong requests = new AtomicLong();
        private final AtomicLong oldSeen = new AtomicLong();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final ConcurrentLinkedQueue<String> tooOld = new ConcurrentLinkedQueue<>();

        Load(List<URI> nodes) {
            for (URI node : nodes) {
                for (int i = 0; i < THREADS_A_NODE; i++) {
                    running.add(threads.submit(() -> ask(node)));
                }
            }
        }

        private Void ask(URI node) throws IOException, InterruptedException {
            while (!ended.get()) {
                int required = least.get();
                String answer = client.send(HttpRequest.newBuilder(node).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
                int amount = Integer.parseInt(answer.split(" ")[0]);
                if (amount < required) {
                    tooOld.add(node + " answered " + amount + ", not " + required);
                }
                if (amount == old.get()) {
                    oldSeen.incrementAndGet();
                }
                requests.incrementAndGet();
            }
            return null;
        }

        /** Waits until both nodes have answered a good deal more. */
        void awaitRequests(int more) {
            long from = requests.get();
            Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> {
                for (Future<?> thread : running) {
                    if (thread.isDone()) {
                        thread.get();
                    }
                }
                return requests.get() >= from + more;
            });
        }

        void require(int amount) {
            least.set(amount);
        }

        /** Counts from now on how often this amount is answered. */
        void countOld(int amount) {
            old.set(amount);
            oldSeen.set(0);
        }

        long oldSeen() {
            return oldSeen.get();
        }

        List<String> tooOld() {
            return List.copyOf(tooOld);
        }

        @Override
        public void close() {
            ended.set(true);
            threads.shutdown();
        }
    }
}
