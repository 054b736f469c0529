package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheScope;
import org.cacheversions.Scope;
import org.cacheversions.VersionedCache;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Nodes share the entries of scopes over a real Redis. */
class ScopesInRedisTest {

    @ApplicationScoped
    static class Names {

        private final AtomicInteger loads = new AtomicInteger();

        @VersionedCache("names")
        String of(@CacheScope long user) {
            loads.incrementAndGet();
            return "name of " + user;
        }

        int loads() {
            return loads.get();
        }
    }

    /** Loads that the test holds up. */
    @ApplicationScoped
    static class Slow {

        private final CountDownLatch reading = new CountDownLatch(1);
        private volatile CountDownLatch end = new CountDownLatch(0);
        private volatile String source = "old";

        @VersionedCache("slow")
        String of(@CacheScope long user) throws InterruptedException {
            String read = source;
            reading.countDown();
            end.await();
            return read;
        }

        void readFrom(String other) {
            source = other;
        }

        void holdUp() {
            end = new CountDownLatch(1);
        }

        void awaitReading() throws InterruptedException {
            reading.await();
        }

        void goOn() {
            source = "new";
            end.countDown();
        }
    }

    private final String database = UUID.randomUUID().toString();
    private RedisProcess redis;

    @BeforeEach
    void startRedis() {
        redis = new RedisProcess();
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    private TestNode node(String store) {
        return TestNode.start(Unit.HIBERNATE_LOCAL, database, redis.settings(store), Names.class);
    }

    private static int loadsOf(TestNode node, long user) {
        Names names = node.bean(Names.class);
        int before = names.loads();
        assertThat(node.request(() -> names.of(user))).isEqualTo("name of " + user);
        return names.loads() - before;
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void nodesShareTheEntriesOfOtherScopes(String store) {
        try (TestNode one = node(store);
                TestNode other = node(store);
                Jedis client = redis.client()) {
            for (long user = 1; user <= 2; user++) {
                assertThat(loadsOf(one, user)).isEqualTo(1);
                assertThat(loadsOf(other, user)).isZero();
            }
            one.invalidator().invalidate(Scope.of("names", 1));
            assertThat(loadsOf(other, 2)).as("another scope").isZero();
            assertThat(loadsOf(other, 1)).isEqualTo(1);
            assertThat(loadsOf(one, 1)).as("stored by the other node").isZero();
            assertThat(client.dbSize())
                    .as("the new entry took the place of the old one")
                    .isEqualTo(2);
            other.invalidator().invalidate("names");
            assertThat(loadsOf(one, 2)).isEqualTo(1);
            assertThat(loadsOf(other, 2)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void whatTheHolderOfALeaseLoadedBeforeTheInvalidationIsNotUsed(String store) throws Exception {
        Map<String, String> settings = redis.settings(store);
        settings.put("cache-versions.redis.lease", "PT10S");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (TestNode one = TestNode.start(Unit.HIBERNATE_LOCAL, database, settings, Slow.class);
                TestNode other = TestNode.start(Unit.HIBERNATE_LOCAL, database, settings, Slow.class)) {
            Slow holder = one.bean(Slow.class);
            holder.holdUp();
            Future<String> old = threads.submit(() -> one.request(() -> holder.of(1)));
            holder.awaitReading();
            other.bean(Slow.class).readFrom("new");
            other.invalidator().invalidate(Scope.of("slow", 1));
            Future<String> answer = threads.submit(
                    () -> other.request(() -> other.bean(Slow.class).of(1)));
            holder.goOn();
            assertThat(old.get(60, TimeUnit.SECONDS)).isEqualTo("old");
            assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("new");
            assertThat(one.request(() -> holder.of(1))).isEqualTo("new");
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void anEntryThatIsNewerThanTheNodeIsUsedAfterOneRead(String store) {
        try (TestNode one = node(store);
                TestNode other = node(store)) {
            assertThat(loadsOf(other, 3)).isEqualTo(1);
            Names names = other.bean(Names.class);
            int loads = other.request(() -> {
                one.invalidator().invalidate(Scope.of("names", 2));
                assertThat(loadsOf(one, 1)).isEqualTo(1);
                int before = names.loads();
                names.of(1);
                return names.loads() - before;
            });
            assertThat(loads).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void aSlowNodeLeavesTheEntryOfANewerRequest(String store) throws Exception {
        Map<String, String> settings = redis.settings(store);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try (TestNode one = TestNode.start(Unit.HIBERNATE_LOCAL, database, settings, Slow.class);
                TestNode other = TestNode.start(Unit.HIBERNATE_LOCAL, database, settings, Slow.class)) {
            Slow slow = one.bean(Slow.class);
            slow.holdUp();
            Future<String> old = threads.submit(() -> one.request(() -> slow.of(1)));
            slow.awaitReading();
            Slow quick = other.bean(Slow.class);
            quick.readFrom("new");
            other.invalidator().invalidate(Scope.of("slow", 1));
            assertThat(other.request(() -> quick.of(1))).isEqualTo("new");
            slow.goOn();
            assertThat(old.get(60, TimeUnit.SECONDS)).isEqualTo("old");
            quick.readFrom("loaded once more");
            slow.readFrom("loaded once more");
            assertThat(one.request(() -> slow.of(1))).isEqualTo("new");
            assertThat(other.request(() -> quick.of(1))).isEqualTo("new");
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void aNodeThatStartsUsesWhatTheOthersHaveStored(String store) {
        try (TestNode one = node(store)) {
            one.invalidator().invalidate(Scope.of("names", 3));
            assertThat(loadsOf(one, 1)).isEqualTo(1);
            assertThat(loadsOf(one, 2)).isEqualTo(1);
            one.invalidator().invalidate(Scope.of("names", 2));
            try (TestNode next = node(store)) {
                assertThat(loadsOf(next, 1)).isZero();
                assertThat(loadsOf(next, 2)).isEqualTo(1);
            }
        }
    }
}
