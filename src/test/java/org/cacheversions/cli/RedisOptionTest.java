package org.cacheversions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.core.config.HintSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

/** The console takes every form of URI that the application takes, and reaches real servers with it. */
class RedisOptionTest {

    private static final String SECRET = "s3cret/:@";
    private static final String ENCODED_SECRET = "s3cret%2F%3A%40";

    private Console console;

    @BeforeEach
    void database() throws SQLException {
        console = Console.of(TestDatabase.H2.withTable());
        assertThat(console.run("start", "bans").exitCode()).isZero();
    }

    /** Checks the server with {@code doctor}, and that a subscriber receives the hint of an invalidation. */
    private void assertReaches(Jedis subscriber, String uri) throws Exception {
        console.with("CACHE_VERSIONS_REDIS_URI", uri);
        Console.Result found = console.run("doctor");
        assertThat(found.exitCode()).as(found.out()).isZero();
        assertThat(found.out()).contains("redis\tOK\tredis").doesNotContain(SECRET, ENCODED_SECRET);

        CompletableFuture<String> heard = new CompletableFuture<>();
        JedisPubSub subscription = new JedisPubSub() {

            @Override
            public void onMessage(String channel, String message) {
                heard.complete(message);
                unsubscribe();
            }
        };
        CompletableFuture<Void> listening =
                CompletableFuture.runAsync(() -> subscriber.subscribe(subscription, HintSettings.REDIS_CHANNEL));
        Awaitility.await().until(subscription::isSubscribed);
        Console.Result invalidated = console.run("invalidate", "bans");
        assertThat(invalidated.exitCode()).isZero();
        assertThat(invalidated.err()).isEmpty();
        assertThat(heard.get(20, TimeUnit.SECONDS)).isNotEmpty();
        listening.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aServerWithADatabase() throws Exception {
        try (RedisProcess redis = new RedisProcess();
                Jedis subscriber = redis.client()) {
            assertReaches(subscriber, redis.uri() + "/3");
            assertThat(console.run("doctor", "--redis", "REDIS://127.0.0.1:" + redis.port())
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void aServerWithAUserAndAPassword() throws Exception {
        try (RedisProcess redis = new RedisProcess();
                Jedis admin = redis.client();
                Jedis subscriber = redis.client()) {
            admin.aclSetUser("app", "on", ">" + SECRET, "allchannels", "+publish", "+ping");
            admin.aclSetUser("default", "resetpass", ">" + SECRET);
            String host = "@127.0.0.1:" + redis.port();
            assertReaches(subscriber, "redis://app:" + ENCODED_SECRET + host);

            assertThat(console.with("CACHE_VERSIONS_REDIS_URI", "redis://:" + ENCODED_SECRET + host)
                            .run("doctor")
                            .out())
                    .as("the default user")
                    .contains("redis\tOK\t");
            console.with("CACHE_VERSIONS_REDIS_USER", "app").with("CACHE_VERSIONS_REDIS_PASSWORD", SECRET);
            assertThat(console.run("doctor", "--redis", redis.uri()).out())
                    .as("user and password separately")
                    .contains("redis\tOK\t");
            console.with("CACHE_VERSIONS_REDIS_URI", "redis://app:wrong" + host);
            assertThat(console.run("doctor").out())
                    .as("those of the URI come first")
                    .contains("redis\tFAIL\t", "refuses the password: WRONGPASS")
                    .doesNotContain("wrong@", SECRET);
        }
    }

    @Test
    void theMasterNamedByASentinel(@TempDir Path directory) throws Exception {
        int port = RedisProcess.freePort();
        try (RedisProcess master = new RedisProcess("--requirepass", SECRET)) {
            Path configuration = Files.writeString(
                    directory.resolve("sentinel.conf"),
                    String.join(
                            "\n",
                            "bind 127.0.0.1",
                            "port " + port,
                            "dir " + directory,
                            "sentinel monitor main 127.0.0.1 " + master.port() + " 1",
                            "sentinel auth-pass main " + SECRET,
                            ""));
            try (RedisProcess sentinel = RedisProcess.sentinel(port, configuration);
                    Jedis subscriber = master.client()) {
                subscriber.auth(SECRET);
                String hosts = "127.0.0.1:1,127.0.0.1:" + sentinel.port();
                assertReaches(subscriber, "redis-sentinel://:" + ENCODED_SECRET + "@" + hosts + "/1#main");
                assertThat(console.run("doctor", "--redis", "redis-sentinel://" + hosts + "#other")
                                .out())
                        .contains("redis\tFAIL\t", "knows no master 'other'");
            }
        }
    }

    @Test
    void anyNodeOfACluster(@TempDir Path directory) throws Exception {
        int port = ThreadLocalRandom.current().nextInt(15_000, 25_000); // the port of its bus is 10,000 higher
        try (RedisProcess node = new RedisProcess(
                        port,
                        "--cluster-enabled",
                        "yes",
                        "--cluster-config-file",
                        directory.resolve("nodes.conf").toString());
                Jedis subscriber = node.client()) {
            assertReaches(subscriber, "redis-cluster://127.0.0.1:1,127.0.0.1:" + node.port());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rediss://127.0.0.1:%d", "rediss-cluster://127.0.0.1:%d", "rediss-sentinel://127.0.0.1:%d#m"})
    void aServerWithTls(String uri) throws Exception {
        int handshake = 22;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> {
                try (Socket socket = server.accept()) {
                    return socket.getInputStream().read();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(console.run("doctor", "--redis", String.format(uri, server.getLocalPort()))
                            .out())
                    .contains("redis\tFAIL\t");
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(handshake);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://db",
                "redis://",
                "redis://db:s3cret",
                "redis://db?timeout=1",
                "redis://a,b",
                "redis-sentinel://db",
                "redis-cluster://db/1",
                "redis://app@db",
                "redis://s3 cret@db"
            })
    void anotherFormIsRefusedAndAllowedFormsAreNamed(String uri) {
        for (Console.Result refused : new Console.Result[] {
            console.run("doctor", "--redis", uri),
            console.with("CACHE_VERSIONS_REDIS_URI", uri).run("invalidate", "bans")
        }) {
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err())
                    .startsWith("CV1012")
                    .contains("redis://host[:port][/database]", "redis-sentinel://", "redis-cluster://")
                    .doesNotContain("s3", "cret@");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"redis://app:s3cret@db", "redis-sentinel://:s3cret@db#main", "rediss-cluster://:s3cret@a,b"})
    void aPasswordIsAcceptedOnlyFromTheEnvironment(String uri) {
        Console.Result refused = console.run("doctor", "--redis", uri);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("CV1012")
                .contains("which every user of this machine can see", "CACHE_VERSIONS_REDIS_URI")
                .doesNotContain("s3cret");
    }
}
