package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.MissReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** A real Redis dies, hangs, is flushed, full, slow, inaccessible or corrupted: the worst for a request is a wait. */
class RedisFaultTest {

    private final LogCapture log = new LogCapture();
    private RedisProcess redis;
    private TestNode node;
    private BanService bans;

    @BeforeEach
    void startRedis() {
        redis = new RedisProcess();
    }

    @AfterEach
    void stop() {
        log.close();
        if (node != null) {
            node.close();
        }
        redis.close();
    }

    private void startNode(String uri) {
        startNode(uri, Map.of());
    }

    private void startNode(String uri, Map<String, String> more) {
        Map<String, String> configuration = new HashMap<>(Map.of(
                "cache-versions.auto-start", "true",
                "cache-versions.store", "redis",
                "cache-versions.redis.timeout", "PT0.5S",
                "cache-versions.redis.uri", uri));
        configuration.putAll(more);
        node = TestNode.start(Unit.ECLIPSELINK_LOCAL, UUID.randomUUID().toString(), configuration, BanService.class);
        bans = node.bean(BanService.class);
    }

    private void find(long id) {
        assertThat(node.request(() -> bans.find(id)).orElseThrow().userId()).isEqualTo(id);
    }

    /** Repeats the call until it is a hit, which happens once the circuit breaker lets calls through to Redis again. */
    private void untilItHits(long id) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            int before = bans.loads();
            find(id);
            find(id);
            return bans.loads() == before;
        });
    }

    private long warnings(String code) {
        return log.warnings().stream().filter(line -> line.startsWith(code)).count();
    }

    private void assertOneOutage() {
        assertThat(warnings("CV0502")).isEqualTo(1);
        assertThat(log.messages()).filteredOn(line -> line.startsWith("CV0503")).hasSize(1);
    }

    @Test
    void aRestartedRedisIsUsedAgain() {
        startNode(redis.uri());
        untilItHits(1);
        redis.kill();
        for (int i = 0; i < 20; i++) {
            find(1);
        }
        assertThat(bans.loads()).isEqualTo(21);
        redis.start();
        untilItHits(1);
        assertOneOutage();
    }

    @Test
    void missesSayThatRedisFailedOrHasLostTheEntry() {
        startNode(redis.uri());
        untilItHits(1);
        try (Jedis client = redis.client()) {
            client.flushAll();
        }
        long evicted = misses(MissReason.EVICTED);
        find(1);
        assertThat(misses(MissReason.EVICTED)).isEqualTo(evicted + 1);
        redis.kill();
        long failed = misses(MissReason.STORE_FAILED);
        for (int i = 0; i < 3; i++) {
            find(1);
        }
        assertThat(misses(MissReason.STORE_FAILED)).isEqualTo(failed + 3);
        redis.start();
        untilItHits(1);
    }

    private long misses(MissReason reason) {
        return node.bean(CacheFigures.class).methods().stream()
                .filter(method -> method.name().contains(".find("))
                .mapToLong(method -> method.misses(reason))
                .sum();
    }

    @Test
    void aFrozenRedisCostsOneTimeoutPerInterval() {
        startNode(redis.uri());
        untilItHits(1);
        redis.freeze();
        int requests = 0;
        long start = System.nanoTime();
        for (; requests < 1_000; requests++) {
            find(1);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("a thousand timeouts would be 500 s")
                .isLessThan(Duration.ofSeconds(60));
        redis.thaw();
        untilItHits(1);
        assertOneOutage();
    }

    @Test
    void aFlushedRedisIsFilledAgain() {
        startNode(redis.uri());
        untilItHits(1);
        try (Jedis client = redis.client()) {
            client.flushAll();
        }
        int before = bans.loads();
        find(1);
        find(1);
        assertThat(bans.loads()).isEqualTo(before + 1);
        assertThat(log.warnings()).noneMatch(line -> line.startsWith("CV05"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noeviction",
                "allkeys-lru",
                "allkeys-lfu",
                "allkeys-random",
                "volatile-lru",
                "volatile-lfu",
                "volatile-random",
                "volatile-ttl",
            })
    void aFullRedisServesWhatItHas(String policy) {
        startNode(redis.uri());
        untilItHits(1);
        try (Jedis client = redis.client()) {
            client.configSet("maxmemory-policy", policy);
            client.configSet("maxmemory", "1");
            int before = bans.loads();
            for (int i = 2; i < 12; i++) {
                find(i);
            }
            assertThat(bans.loads()).isEqualTo(before + 10);
            if (policy.equals("noeviction")) {
                find(1);
                assertThat(bans.loads()).as("reads still hit").isEqualTo(before + 10);
                assertThat(warnings("CV0502")).isEqualTo(1);
            }
            client.configSet("maxmemory", "0");
        }
        untilItHits(1);
    }

    @Test
    void slowAndTruncatedAnswersAreMisses() throws Exception {
        try (SlowProxy proxy = new SlowProxy(redis.port())) {
            startNode("redis://127.0.0.1:" + proxy.port());
            untilItHits(1);
            int before = bans.loads();
            proxy.hold();
            find(1);
            assertThat(bans.loads()).isEqualTo(before + 1);
            proxy.release();
            untilItHits(1);

            int again = bans.loads();
            proxy.cut(true);
            find(1);
            assertThat(bans.loads()).isEqualTo(again + 1);
            proxy.cut(false);
            untilItHits(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"secret, , redis://:wrong@", "secret, , redis://", "secret, app, redis://nobody:pw@"})
    void aWrongPasswordCausesMissesAndIsNotLogged(String password, String user, String uri) {
        try (Jedis client = redis.client()) {
            client.configSet("requirepass", password);
        }
        startNode(uri + "127.0.0.1:" + redis.port());
        for (int i = 0; i < 10; i++) {
            find(1);
        }
        assertThat(bans.loads()).isEqualTo(10);
        assertThat(warnings("CV0502")).isEqualTo(1);
        assertThat(log.messages()).noneMatch(line -> line.contains(":wrong@") || line.contains(":pw@"));
    }

    @Test
    void anAclUserOfTheUriIsUsed() {
        try (Jedis client = redis.client()) {
            client.aclSetUser("app", "on", ">p@ss", "~cache-versions:*", "+getrange", "+set");
            client.aclSetUser("default", "off");
        }
        startNode("redis://app:p%40ss@127.0.0.1:" + redis.port());
        untilItHits(1);
        assertThat(log.warnings()).noneMatch(line -> line.startsWith("CV05"));
    }

    @Test
    void anAclUserNeedsThreeMoreCommandsForLocks() {
        try (Jedis client = redis.client()) {
            client.aclSetUser("app", "on", ">p@ss", "~cache-versions:*", "+getrange", "+set", "+eval", "+get", "+del");
            client.aclSetUser("default", "off");
            startNode("redis://app:p%40ss@127.0.0.1:" + redis.port(), Map.of("cache-versions.redis.lease", "PT5M"));
            untilItHits(1);
            assertThat(client.keys("*")).as("the lock was released").hasSize(1);
            assertThat(log.warnings()).noneMatch(line -> line.startsWith("CV05"));
        }
    }

    @Test
    void foreignTypesAndBytesAreMissesAndReplaced() {
        startNode(redis.uri());
        untilItHits(1);
        try (Jedis client = redis.client()) {
            Set<String> keys = client.keys("*");
            assertThat(keys).hasSize(1);
            String key = keys.iterator().next();
            byte[] good = client.get(key.getBytes(StandardCharsets.UTF_8));
            for (byte[] bytes : new byte[][] {
                {},
                {0},
                {127},
                {0, '[', '1', ']'},
                "rubbish".getBytes(StandardCharsets.UTF_8),
                java.util.Arrays.copyOf(good, good.length / 2),
                new byte[2 << 20],
            }) {
                client.set(
                        key.getBytes(StandardCharsets.UTF_8),
                        bytes,
                        SetParams.setParams().px(60_000));
                int before = bans.loads();
                find(1);
                find(1);
                assertThat(bans.loads()).isEqualTo(before + 1);
            }
            client.del(key);
            client.lpush(key, "a", "list");
            int before = bans.loads();
            find(1);
            find(1);
            assertThat(bans.loads()).isEqualTo(before + 1);
        }
        assertThat(warnings("CV0507")).isEqualTo(1);
        assertThat(warnings("CV0502")).isZero();
    }

    @Test
    void bytesThatCannotBeReadAreRemovedEvenIfTheLoadFails() {
        try (Jedis client = redis.client()) {
            client.aclSetUser("app", "on", ">p@ss", "~cache-versions:*", "+getrange", "+set");
            startNode("redis://app:p%40ss@127.0.0.1:" + redis.port());
            untilItHits(1);
            String key = client.keys("*").iterator().next();
            client.set(key, "rubbish");
            bans.duringLoad(() -> {
                throw new IllegalStateException("on purpose");
            });
            assertThatThrownBy(() -> find(1)).hasMessage("on purpose");
            Awaitility.await().until(() -> !client.exists(key));
        }
        assertThat(warnings("CV0502")).isZero();
    }

    @Test
    void theRestOfAnOversizedValueIsNotRead() {
        startNode(redis.uri());
        untilItHits(1);
        try (Jedis client = redis.client()) {
            String key = client.keys("*").iterator().next();
            client.setrange(key, 32 << 20, "x"); // the old value, followed by zeros
            int loads = bans.loads();
            long sent = sent(client);
            find(1);
            assertThat(bans.loads()).isEqualTo(loads + 1);
            assertThat(sent(client) - sent)
                    .as("bytes of two lookups, the second right before the load")
                    .isLessThan(2 * (5 << 18));
            find(1);
            assertThat(bans.loads()).as("replaced").isEqualTo(loads + 1);
        }
        assertThat(warnings("CV0507")).isEqualTo(1);
        assertThat(warnings("CV0502")).isZero();
    }

    /** Returns how many bytes Redis has sent to all clients. */
    private static long sent(Jedis client) {
        return client.info("stats")
                .lines()
                .filter(line -> line.startsWith("total_net_output_bytes:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRestartDuringALoadLosesOnlyTheEntry() {
        startNode(redis.uri());
        untilItHits(1);
        bans.duringLoad(() -> {
            redis.kill();
            redis.start();
        });
        find(2);
        bans.duringLoad(() -> {});
        untilItHits(2);
    }
}
