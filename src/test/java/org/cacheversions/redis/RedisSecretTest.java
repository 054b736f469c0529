package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.cacheversions.spi.CacheMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** A writer to a real Redis that does not know the secret can only cause misses. */
class RedisSecretTest {

    private static final String SECRET = "first secret of the nodes";
    private static final String OTHER = "another secret of the nodes";

    @ApplicationScoped
    static class Failures implements CacheMetrics {

        private final AtomicInteger count = new AtomicInteger();

        int count() {
            return count.get();
        }

        @Override
        public void storeFailed(String method) {
            count.incrementAndGet();
        }
    }

    private final String database = UUID.randomUUID().toString();
    private final LogCapture log = new LogCapture();
    private RedisProcess redis;
    private Jedis client;

    @BeforeEach
    void startRedis() {
        redis = new RedisProcess();
        client = redis.client();
    }

    @AfterEach
    void stop() {
        client.close();
        log.close();
        redis.close();
    }

    private TestNode node(String secret) {
        return node("redis", secret);
    }

    private TestNode node(String store, String secret) {
        Map<String, String> settings = redis.settings(store);
        settings.put("cache-versions.redis.secret", secret);
        return TestNode.start(Unit.ECLIPSELINK_LOCAL, database, settings, BanService.class, Failures.class);
    }

    /** Calls the method, and returns how often it ran. */
    private static int loadsOf(TestNode node, long id) {
        BanService bans = node.bean(BanService.class);
        int before = bans.loads();
        assertThat(node.request(() -> bans.find(id)).orElseThrow().userId()).isEqualTo(id);
        return bans.loads() - before;
    }

    private static int failures(TestNode node) {
        return node.bean(Failures.class).count();
    }

    private List<byte[]> keys() {
        return client.keys("*").stream()
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private long warnings(String code) {
        return log.warnings().stream().filter(line -> line.startsWith(code)).count();
    }

    private void assertOnlyUnverified() {
        assertThat(warnings("CV0524")).isEqualTo(1);
        assertThat(log.warnings()).noneMatch(line -> line.startsWith("CV0507") || line.startsWith("CV0502"));
        assertThat(log.texts()).noneMatch(line -> line.contains(SECRET) || line.contains(OTHER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void nodesWithTheSecretShareEntries(String store) {
        try (TestNode one = node(store, SECRET);
                TestNode two = node(store, SECRET)) {
            assertThat(loadsOf(one, 7)).isEqualTo(1);
            assertThat(loadsOf(two, 7)).isZero();
            assertThat(failures(one) + failures(two)).isZero();
        }
        assertThat(log.warnings()).noneMatch(line -> line.startsWith("CV05"));
    }

    @Test
    void aChangedValueIsAMiss() {
        try (TestNode node = node(SECRET)) {
            loadsOf(node, 7);
            byte[] key = keys().get(0);
            byte[] good = client.get(key);
            for (int i = 0; i < good.length; i++) {
                byte[] changed = good.clone();
                changed[i] ^= 1;
                client.set(key, changed);
                assertThat(loadsOf(node, 7)).as("changed at %s", i).isEqualTo(1);
                assertThat(loadsOf(node, 7)).as("replaced").isZero();
            }
            assertThat(failures(node)).isGreaterThanOrEqualTo(good.length);
        }
        assertOnlyUnverified();
    }

    @Test
    void aValueOfAnotherKeyIsAMiss() {
        try (TestNode node = node(SECRET)) {
            loadsOf(node, 7);
            byte[] ofSeven = client.get(keys().get(0));
            loadsOf(node, 8);
            keys().forEach(key -> client.set(key, ofSeven));
            assertThat(loadsOf(node, 7)).isZero();
            assertThat(loadsOf(node, 8)).isEqualTo(1);
        }
        assertOnlyUnverified();
    }

    @Test
    void aValueWithoutAMacIsAMissAndLeftAlone() {
        try (TestNode node = node(SECRET)) {
            loadsOf(node, 7);
            byte[] key = keys().get(0);
            byte[] good = client.get(key);
            BanService bans = node.bean(BanService.class);
            for (byte[] bare : List.of(
                    Arrays.copyOfRange(good, 16, good.length), Arrays.copyOf(good, 16), new byte[] {0}, new byte[16])) {
                client.set(key, bare);
                int before = bans.loads();
                bans.duringLoad(() -> assertThat(client.get(key)).isEqualTo(bare));
                node.request(() -> bans.find(7));
                assertThat(bans.loads()).isEqualTo(before + 1);
            }
        }
        assertOnlyUnverified();
    }

    @Test
    void entriesOfANodeWithAnotherSecretAreMisses() {
        try (TestNode one = node(SECRET);
                TestNode two = node(OTHER)) {
            loadsOf(one, 7);
            assertThat(loadsOf(two, 7)).isEqualTo(1);
            assertThat(loadsOf(one, 7)).isEqualTo(1);
            assertThat(failures(one)).isPositive();
            assertThat(failures(two)).isPositive();
        }
        assertThat(warnings("CV0524")).as("one for each node").isEqualTo(2);
        assertThat(log.texts()).noneMatch(line -> line.contains(SECRET) || line.contains(OTHER));
    }

    @Test
    void theSecretIsReplacedWithoutAMiss() {
        try (TestNode before = node(SECRET);
                TestNode knows = node(SECRET + " , " + OTHER);
                TestNode writes = node(OTHER + "," + SECRET);
                TestNode after = node(OTHER)) {
            loadsOf(before, 1);
            assertThat(loadsOf(knows, 1) + loadsOf(writes, 1)).isZero();
            loadsOf(knows, 2);
            assertThat(loadsOf(before, 2) + loadsOf(writes, 2)).isZero();
            loadsOf(writes, 3);
            assertThat(loadsOf(knows, 3) + loadsOf(after, 3)).isZero();
            loadsOf(after, 4);
            assertThat(loadsOf(knows, 4) + loadsOf(writes, 4)).isZero();
        }
        assertThat(log.warnings()).noneMatch(line -> line.startsWith("CV05"));
    }

    @Test
    void nodesWithAndWithoutASecretShareNoEntries() {
        try (TestNode with = node(SECRET);
                TestNode without = node("")) {
            loadsOf(with, 7);
            assertThat(loadsOf(without, 7)).isEqualTo(1);
            assertThat(loadsOf(with, 7) + loadsOf(without, 7)).isZero();
        }
        assertThat(log.warnings()).noneMatch(line -> line.startsWith("CV05"));
    }
}
