package org.cacheversions.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.cacheversions.databases.PostgresProcess;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.databases.Sql;
import org.cacheversions.it.Listeners;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/** Two processes with one PostgreSQL that communicate only through the store. */
@Tag("ci")
class TwoProcessesTest {

    private static final int CHANGES = 20;

    private static PostgresProcess database;
    private static RedisProcess redis;

    @BeforeAll
    static void startServers() throws SQLException {
        database = new PostgresProcess(false);
        redis = new RedisProcess();
        Sql.execute(database.url(), "CREATE TABLE price (amount int)", "INSERT INTO price VALUES (0)");
    }

    @AfterAll
    static void stopServers() {
        redis.close();
        database.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        Sql.execute(database.url(), "UPDATE price SET amount = 0");
        try (Jedis client = redis.client()) {
            client.flushAll();
        }
    }

    /** A store that both share. */
    enum Shared {
        REDIS,
        NEAR,
        INFINISPAN,
        HAZELCAST;

        boolean isProvider() {
            return this == INFINISPAN || this == HAZELCAST;
        }

        /** Returns the configuration of both nodes with their ports. */
        Map<String, String> properties(int port, int other) {
            Map<String, String> properties = new HashMap<>(Map.of(
                    "cache-versions.auto-start",
                    "true",
                    "cache-versions.redis.timeout",
                    "PT5S",
                    "node.port",
                    String.valueOf(port),
                    "node.ports",
                    this == HAZELCAST
                            ? "127.0.0.1:" + port + ",127.0.0.1:" + other
                            : "127.0.0.1[" + port + "],127.0.0.1[" + other + "]"));
            if (!isProvider()) {
                properties.put("cache-versions.store", name().toLowerCase(java.util.Locale.ROOT));
                properties.put("cache-versions.redis.uri", redis.uri());
            } else {
                properties.put("cache-versions.store", "jcache");
                properties.put(
                        "cache-versions.jcache.provider",
                        this == INFINISPAN
                                ? "org.infinispan.jcache.embedded.JCachingProvider"
                                : "com.hazelcast.cache.HazelcastMemberCachingProvider");
                properties.put(
                        "cache-versions.jcache.uri", resource(this == INFINISPAN ? "infinispan.xml" : "hazelcast.xml"));
            }
            return properties;
        }

        private static String resource(String name) {
            try {
                return Path.of(TwoProcessesTest.class
                                .getResource("/processes/" + name)
                                .toURI())
                        .toUri()
                        .toString();
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodesSeeEachOthersChangesAndLoads(Shared store) {
        int port = RedisProcess.freePort();
        int other = RedisProcess.freePort();
        try (NodeProcess one = new NodeProcess(database.url(), store.properties(port, other));
                NodeProcess two = new NodeProcess(database.url(), store.properties(other, port))) {
            one.awaitReady();
            two.awaitReady();
            two.price(); // the first node opens the store and waits for the other
            one.price();
            int before = one.loads() + two.loads();
            for (int amount = 1; amount <= CHANGES; amount++) {
                NodeProcess writer = amount % 2 == 0 ? one : two;
                NodeProcess reader = writer == one ? two : one;
                writer.change(amount);
                for (int i = 0; i < 2; i++) {
                    assertThat(reader.price()).isEqualTo(amount);
                    assertThat(writer.price()).isEqualTo(amount);
                }
            }
            assertThat(one.loads() + two.loads() - before)
                    .as("one node loads each price")
                    .isEqualTo(CHANGES);
            assertThat(one.log() + two.log()).doesNotContain("CV05");
            if (OS.LINUX.isCurrentOs() && store.isProvider()) {
                assertThat(Listeners.of(one.pid()))
                        .as("no port is open to other machines")
                        .isNotEmpty()
                        .allMatch(address -> address.startsWith("127.0.0.1:"));
            }
        }
    }

    @Test
    void theHeapOverRedisServesWithoutRedis() {
        try (NodeProcess one = new NodeProcess(database.url(), Shared.NEAR.properties(0, 0));
                NodeProcess two = new NodeProcess(database.url(), Shared.NEAR.properties(0, 0));
                Jedis client = redis.client()) {
            one.awaitReady();
            two.awaitReady();
            one.price();
            two.price();
            assertThat(client.dbSize()).isEqualTo(1);
            client.flushAll();
            one.price();
            two.price();
            assertThat(one.loads()).isEqualTo(1);
            assertThat(two.loads()).isZero();
            assertThat(client.dbSize()).isZero();

            one.change(7);
            assertThat(two.price()).isEqualTo(7);
            assertThat(one.price()).isEqualTo(7);
            assertThat(one.loads()).as("what the other has loaded is in Redis").isEqualTo(1);
            assertThat(two.loads()).isEqualTo(1);
        }
    }
}
