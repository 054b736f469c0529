package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.databases.PostgresProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL is killed under load and restarted; {@code -Dkilled.seconds=30} sets the length of the outage. */
class KilledDatabaseTest {

    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("killed.seconds", 3));
    private static final int THREADS = 4;

    /** The version that a request has read, with its start and end. */
    private record Answer(long began, long ended, @Nullable String version) {}

    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean going = new AtomicBoolean(true);

    @ParameterizedTest
    @CsvSource({
        "HIBERNATE_JTA, strict, none, 0",
        "HIBERNATE_JTA, bounded, none, 500",
        "HIBERNATE_JTA, leased, awaited, 500",
        "ECLIPSELINK_LOCAL, strict, none, 0"
    })
    void requestsAreServedAndNoOldValueReturns(Unit unit, String coherence, String acknowledgements, long ageMillis)
            throws Exception {
        Map<String, String> configuration = Map.of(
                "cache-versions.auto-start",
                "true",
                "cache-versions.coherence",
                coherence,
                "cache-versions.max-age",
                "PT0.5S",
                "cache-versions.lease-acknowledgements",
                acknowledgements);
        long age = TimeUnit.MILLISECONDS.toNanos(ageMillis);
        List<Thread> load = List.of();
        try (PostgresProcess postgres = new PostgresProcess(false);
                LogCapture log = new LogCapture();
                TestNode node = TestNode.start(
                        unit,
                        postgres.url() + "&connectTimeout=2&socketTimeout=5",
                        configuration,
                        CounterService.class)) {
            try {
                node.engine().start();
                load = load(node);
                until(() -> answers.size() > 100);

                postgres.kill();
                long killed = System.nanoTime();
                until(() -> System.nanoTime() - killed > OUTAGE.toNanos());
                long restarting = System.nanoTime();
                assertThat(answersBetween(killed + age, restarting))
                        .hasSizeGreaterThan(10)
                        .allMatch(answer -> answer.version == null);

                postgres.start();
                String version = "new" + System.nanoTime() % 10_000;
                bump(postgres.url(), version);
                long committed = System.nanoTime();
                until(() -> answersBetween(committed + age, System.nanoTime()).stream()
                                .filter(answer -> answer.version != null)
                                .count()
                        > 100);
                assertThat(answersBetween(committed + age, System.nanoTime()))
                        .allMatch(answer -> answer.version == null || answer.version.equals(version));
                assertThat(log.messages())
                        .filteredOn(line -> line.startsWith("CV0106"))
                        .as("one warning per outage")
                        .hasSize(1);
                assertThat(log.messages())
                        .filteredOn(line -> line.startsWith("CV0108"))
                        .hasSize(1);
                assertThat(failures).isEmpty();
            } finally {
                going.set(false);
                for (Thread thread : load) {
                    thread.join();
                }
            }
        }
    }

    private List<Thread> load(TestNode node) {
        CounterService counter = node.bean(CounterService.class);
        return IntStream.range(0, THREADS)
                .mapToObj(i -> {
                    Thread thread = new Thread(() -> {
                        while (going.get()) {
                            try {
                                request(node, counter);
                            } catch (RuntimeException e) {
                                failures.add(e);
                            }
                            LockSupport.parkNanos(1_000_000);
                        }
                    });
                    thread.start();
                    return thread;
                })
                .toList();
    }

    private void request(TestNode node, CounterService counter) {
        long began = System.nanoTime();
        String version = node.request(() -> {
            assertThat(counter.next()).isPositive();
            try {
                return node.versions().get("counter");
            } catch (VersionsUnavailableException e) {
                return null;
            }
        });
        answers.add(new Answer(began, System.nanoTime(), version));
    }

    private List<Answer> answersBetween(long from, long to) {
        return answers.stream()
                .filter(answer -> answer.began - from > 0 && answer.ended - to < 0)
                .toList();
    }

    /** Changes the version, as another node would. */
    private static void bump(String url, String version) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE cache_version SET version = ?, revision = revision + 1 WHERE cache = 'counter'")) {
            update.setString(1, version);
            update.executeUpdate();
        }
    }

    private static void until(Callable<Boolean> holds) {
        Awaitility.await().atMost(OUTAGE.plusSeconds(60)).until(holds);
    }
}
