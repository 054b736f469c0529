package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
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

/** Entries in a real Redis that are refreshed before they expire. */
class RedisRefreshTest {

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

    @ApplicationScoped
    public static class Rates {

        private final String node = UUID.randomUUID().toString();
        private final AtomicInteger calls = new AtomicInteger();

        public String node() {
            return node;
        }

        /** Due for a refresh as soon as it is stored. */
        @VersionedCache(value = "rates", ttl = "PT10M", refreshAhead = "PT9M59.999S")
        public String rate(String currency) {
            return node + " " + currency + " " + calls.incrementAndGet();
        }
    }

    private TestNode node(String store, String... keysAndValues) {
        Map<String, String> configuration = redis.settings(store);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            configuration.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return TestNode.start(Unit.ECLIPSELINK_LOCAL, database, configuration, Rates.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void aHitNearExpiryRefreshesTheEntryForAllNodes(String store) {
        try (TestNode one = node(store);
                TestNode two = node(store)) {
            Rates rates = one.bean(Rates.class);
            String first = one.request(() -> rates.rate("x"));
            Awaitility.await().until(() -> !one.request(() -> rates.rate("x")).equals(first));

            Rates others = two.bean(Rates.class);
            assertThat(two.request(() -> others.rate("x")))
                    .startsWith(rates.node())
                    .isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void redisKeepsEntriesForTheirServableTime(String store) {
        try (TestNode node = node(store);
                Jedis client = redis.client()) {
            client.flushAll();
            Rates rates = node.bean(Rates.class);
            for (int i = 0; i < 100; i++) {
                String currency = "c" + i;
                node.request(() -> rates.rate(currency));
            }
            assertThat(client.keys("*")).hasSize(100).allSatisfy(key -> assertThat(client.pttl(key))
                    .as("10 minutes less 5%, less a few seconds of the test")
                    .isBetween(565_000L, 600_000L));
        }
    }

    @Test
    void entriesThatExpireBeforeTheirRefreshFailTheDeployment() {
        assertThatCode(() ->
                        node("redis", "cache-versions.redis.ttl", "PT9M59S").close())
                .hasStackTraceContaining("CV0218: refreshAhead is set at " + Rates.class.getName() + ".rate(")
                .hasStackTraceContaining("PT10M")
                .hasStackTraceContaining("cache-versions.redis.ttl is PT9M59S");
        assertThatCode(() -> node("redis", "cache-versions.redis.ttl", "PT10M").close())
                .doesNotThrowAnyException();
        assertThatCode(() -> node("near", "cache-versions.redis.ttl", "PT1M").close())
                .as("the entry is still on the heap")
                .doesNotThrowAnyException();
    }
}
