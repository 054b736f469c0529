package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.cacheversions.VersionedCache;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Nodes that share their entries in a real Redis. */
class RedisNodeTest {

    private static RedisProcess redis;

    private final String database = UUID.randomUUID().toString();

    @BeforeAll
    static void startRedis() {
        redis = new RedisProcess();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    private TestNode node(String store) {
        return node(store, Map.of());
    }

    private TestNode node(String store, Map<String, String> more) {
        Map<String, String> configuration = redis.settings(store);
        configuration.putAll(more);
        return TestNode.start(
                Unit.ECLIPSELINK_LOCAL,
                database,
                configuration,
                BanService.class,
                Outer.class,
                Inner.class,
                Texts.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void nodesShareEntriesUntilTheyAreInvalidated(String store) {
        try (TestNode one = node(store);
                TestNode two = node(store)) {
            BanService first = one.bean(BanService.class);
            BanService second = two.bean(BanService.class);
            Object computed = one.request(() -> first.find(7));
            for (int i = 0; i < 2; i++) {
                Object found = two.request(() -> second.find(7));
                assertThat(found).isEqualTo(computed);
                assertThat(one.request(() -> first.find(7))).isEqualTo(computed);
            }
            assertThat(first.loads()).isEqualTo(1);
            assertThat(second.loads()).isZero();

            one.invalidator().invalidate("bans");
            two.request(() -> second.find(7));
            one.request(() -> first.find(7));
            assertThat(first.loads()).isEqualTo(1);
            assertThat(second.loads()).isEqualTo(1);
        }
    }

    @Test
    void everyKeyHasANamespaceAndATimeToLive() {
        try (TestNode node = node("redis");
                Jedis client = redis.client()) {
            client.flushAll();
            BanService bans = node.bean(BanService.class);
            node.request(() -> bans.find(1));
            node.request(() -> bans.find(-1));
            node.request(() -> bans.ofSeveral("x", List.of(1, 2)));
            assertThat(client.keys("*")).hasSize(3).allSatisfy(key -> {
                assertThat(key).matches("cache-versions:BanService\\.\\w+:[A-Za-z0-9_-]{43}");
                assertThat(client.pttl(key)).isBetween(3_400_000L, 3_600_000L);
            });
        }
    }

    @ApplicationScoped
    public static class Texts {

        private final AtomicInteger loads = new AtomicInteger();

        @VersionedCache("texts")
        public String text(int length) {
            loads.incrementAndGet();
            return "x".repeat(length);
        }

        public int loads() {
            return loads.get();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void namespaceTimeToLiveAndCompressionAreAsConfigured(String store) {
        Map<String, String> settings = Map.of(
                "cache-versions.redis.namespace", "forum",
                "cache-versions.redis.ttl", "PT1M",
                "cache-versions.redis.compress-above", "100");
        try (TestNode one = node(store, settings);
                TestNode two = node(store, settings);
                Jedis client = redis.client()) {
            client.flushAll();
            Texts first = one.bean(Texts.class);
            Texts second = two.bean(Texts.class);
            String computed = one.request(() -> first.text(10_000));
            assertThat(client.keys("*")).singleElement().satisfies(key -> {
                assertThat(key).startsWith("forum:RedisNodeTest$Texts.text:");
                assertThat(client.pttl(key)).isBetween(40_000L, 60_000L);
                assertThat(client.strlen(key)).isLessThan(1_000);
            });
            assertThat(two.request(() -> second.text(10_000))).isEqualTo(computed);
            assertThat(second.loads()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void aHitIsOneRoundTripForAnyNumberOfCaches(String store) {
        try (TestNode one = node(store);
                TestNode two = node(store);
                Jedis client = redis.client()) {
            BanService first = one.bean(BanService.class);
            BanService second = two.bean(BanService.class);
            Outer nested = two.bean(Outer.class);
            one.request(() -> first.ofSeveral("x", List.of(1, 2)));
            one.request(one.bean(Outer.class)::outer);
            two.request(() -> second.find(1)); // opens its connection

            client.configResetStat();
            two.request(() -> second.ofSeveral("x", List.of(1, 2)));
            two.request(nested::outer);

            assertThat(commands(client)).containsExactly(entry("getrange", 2L));
            assertThat(second.loads()).as("only the load of find").isEqualTo(1);
            assertThat(nested.loads()).isZero();
        }
    }

    /** Returns the calls of each command since the statistics were reset, without the commands of this test itself. */
    private static Map<String, Long> commands(Jedis client) {
        return client.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_"))
                .map(line -> line.substring("cmdstat_".length()).split(":calls=|,"))
                .filter(words -> !words[0].startsWith("config") && !words[0].equals("info"))
                .collect(Collectors.toMap(words -> words[0], words -> Long.valueOf(words[1])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void theOtherNodeFindsTheValueOfAStage(String store) {
        try (TestNode one = node(store);
                TestNode two = node(store);
                Jedis client = redis.client()) {
            client.flushAll();
            BanService first = one.bean(BanService.class);
            BanService second = two.bean(BanService.class);
            Object computed =
                    one.request(() -> first.later(7)).toCompletableFuture().join();
            Awaitility.await().until(() -> client.dbSize() == 1); // the thread that completes the stage stores it

            assertThat(two.request(() -> second.later(7)).toCompletableFuture().join())
                    .isEqualTo(computed);
            assertThat(second.loads()).isZero();
        }
    }

    @ApplicationScoped
    public static class Outer {

        @Inject
        Inner inner;

        private final AtomicInteger loads = new AtomicInteger();

        @VersionedCache("outer")
        public String outer() {
            loads.incrementAndGet();
            return inner.inner();
        }

        public int loads() {
            return loads.get();
        }
    }

    @ApplicationScoped
    public static class Inner {

        @VersionedCache("inner")
        public String inner() {
            return "inner";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void dependenciesAreStoredWithTheEntry(String store) {
        try (TestNode one = node(store);
                TestNode two = node(store)) {
            Outer first = one.bean(Outer.class);
            Outer second = two.bean(Outer.class);
            one.request(first::outer);
            two.request(second::outer);
            assertThat(second.loads()).isZero();

            one.invalidator().invalidate("inner");
            two.request(second::outer);
            assertThat(second.loads()).isEqualTo(1);
            one.request(first::outer);
            assertThat(first.loads()).as("it uses the other node's entry").isEqualTo(1);
        }
    }
}
