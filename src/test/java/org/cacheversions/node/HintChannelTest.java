package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.databases.PostgresProcess;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.internal.core.config.HintSettings;
import org.cacheversions.internal.core.config.RedisUri;
import org.cacheversions.internal.core.config.Secret;
import org.cacheversions.internal.postgresql.PostgresHintChannel;
import org.cacheversions.internal.redis.RedisHintChannel;
import org.cacheversions.spi.HintChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library's own channels, on real servers that are killed and restarted. */
class HintChannelTest {

    private static final SortedSet<String> BANS = new TreeSet<>(Set.of("bans"));
    private static final ScheduledExecutorService BACKGROUND = Executors.newSingleThreadScheduledExecutor();

    /** A server and how to talk over it. */
    private record Server(Supplier<HintChannel> channel, Runnable kill, Runnable start, AutoCloseable end) {}

    private static Server server(String kind) throws SQLException {
        if (kind.equals("postgresql")) {
            PostgresProcess postgres = new PostgresProcess(false);
            HintSettings settings =
                    new HintSettings(HintSettings.Channel.POSTGRESQL, new Secret(postgres.url()), null, null);
            return new Server(() -> new PostgresHintChannel(settings), postgres::kill, postgres::start, postgres);
        }
        RedisProcess redis = new RedisProcess();
        RedisUri uri = RedisUri.parse(redis.uri());
        return new Server(() -> new RedisHintChannel(uri, BACKGROUND), redis::kill, redis::start, redis);
    }

    @AfterAll
    static void end() {
        BACKGROUND.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "redis"})
    void hintsArriveAfterTheServerIsKilledAndReconnecting(String kind) throws Exception {
        Server server = server(kind);
        AtomicInteger ofWriter = new AtomicInteger();
        AtomicInteger ofReader = new AtomicInteger();
        try (LogCapture log = new LogCapture();
                HintChannel writer = server.channel.get();
                HintChannel reader = server.channel.get()) {
            writer.open(ofWriter::incrementAndGet);
            reader.open(ofReader::incrementAndGet);
            until(() -> ofWriter.get() == 1 && ofReader.get() == 1);

            writer.send(BANS);
            until(() -> ofReader.get() == 2);
            reader.send(BANS);
            until(() -> ofWriter.get() == 2);
            assertThat(ofReader).as("a node does not hear itself").hasValue(2);

            server.kill.run();
            assertThatThrownBy(() -> writer.send(BANS))
                    .isInstanceOf(CacheVersionsException.class)
                    .hasMessageStartingWith("CV0603");
            until(() -> warnings(log, "CV0605") == 2);
            server.start.run();
            until(() -> ofReader.get() == 3 && ofWriter.get() == 3);
            assertThat(warnings(log, "CV0605")).as("one per node and outage").isEqualTo(2);
            assertThat(warnings(log, "CV0606")).isEqualTo(2);

            writer.send(BANS);
            until(() -> ofReader.get() == 4);
        } finally {
            server.end.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "redis"})
    void hintsArriveAfterARestartUnnoticedByTheSender(String kind) throws Exception {
        Server server = server(kind);
        AtomicInteger heard = new AtomicInteger();
        try (HintChannel writer = server.channel.get();
                HintChannel reader = server.channel.get()) {
            reader.open(heard::incrementAndGet);
            writer.send(BANS);
            until(() -> heard.get() >= 1);
            int before = heard.get(); // its connection may be back before the start has returned
            server.kill.run();
            server.start.run();
            until(() -> heard.get() > before);

            writer.send(BANS);
            until(() -> heard.get() > before + 1);
        } finally {
            server.end.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "redis"})
    void closingEndsTheThreadAtOnce(String kind) throws Exception {
        Server server = server(kind);
        AtomicInteger heard = new AtomicInteger();
        try {
            HintChannel connected = server.channel.get();
            connected.open(heard::incrementAndGet);
            until(() -> heard.get() == 1);
            assertTimeoutPreemptively(Duration.ofSeconds(3), connected::close);
            server.kill.run();
            HintChannel unconnected = server.channel.get();
            unconnected.open(heard::incrementAndGet);
            assertTimeoutPreemptively(Duration.ofSeconds(3), unconnected::close);
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("cache-versions hints"));
        } finally {
            server.end.close();
        }
    }

    /** As for the store: the port defaults to that of Redis, and the log never shows the credentials. */
    @Test
    void anAddressWithoutAPortUsesTheDefaultPort() {
        try (LogCapture log = new LogCapture();
                HintChannel channel =
                        new RedisHintChannel(RedisUri.parse("redis://ann:hunter2@redis_cache.invalid"), BACKGROUND)) {
            channel.open(() -> {});
            until(() -> warnings(log, "CV0605") == 1);
            assertThatThrownBy(() -> channel.send(BANS))
                    .hasMessageStartingWith("CV0603")
                    .rootCause()
                    .isInstanceOf(UnknownHostException.class);
            assertThat(log.texts()).noneMatch(text -> text.contains("hunter2"));
        }
    }

    @Test
    void anInvalidAddressIsRefusedWithoutPrintingIt() {
        HintSettings settings = new HintSettings(
                HintSettings.Channel.POSTGRESQL, new Secret("jdbc:postgresql://db:hunter2/x"), null, null);
        assertThatThrownBy(() -> new PostgresHintChannel(settings))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("CV0209")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
        RedisUri sentinels = RedisUri.parse("redis-sentinel://ann:hunter2@cache#main");
        assertThatThrownBy(() -> new RedisHintChannel(sentinels, BACKGROUND))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("CV0210")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
        assertThatThrownBy(() ->
                        new PostgresHintChannel(new HintSettings(HintSettings.Channel.POSTGRESQL, null, null, null)))
                .hasMessageStartingWith("CV0209");
        assertThatThrownBy(() -> new RedisHintChannel(null, BACKGROUND)).hasMessageStartingWith("CV0210");
    }

    private static long warnings(LogCapture log, String code) {
        return log.messages().stream().filter(line -> line.startsWith(code)).count();
    }

    private static void until(Callable<Boolean> holds) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(holds);
    }
}
