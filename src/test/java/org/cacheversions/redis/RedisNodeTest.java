package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
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

/** Nodes that share their entries by a real Redis. */
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
        return TestNode.start(
                Unit.ECLIPSELINK_LOCAL,
                database,
                Map.of(
                        "cache-versions.auto-start",
                        "true",
                        "cache-versions.store",
                        store,
                        "cache-versions.redis.timeout",
                        "PT5S",
                        "cache-versions.redis.uri",
                        redis.uri()),
                BanService.class,
                Outer.class,
                Inner.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void aNodeFindsWhatAnotherHasComputedUntilItIsInvalidated(String store) {
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
    void everyKeyHasTheNamespaceAndATimeToLive() {
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
    void whatALoadReadThroughOtherCachedCallsTravelsWithTheEntry(String store) {
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
            assertThat(first.loads()).as("it finds what the other has computed").isEqualTo(1);
        }
    }
}
