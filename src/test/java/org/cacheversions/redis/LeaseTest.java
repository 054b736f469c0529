package org.cacheversions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.cacheversions.VersionedCache;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Two nodes, 200 threads, and one invalidation of a value that takes 200 ms to compute. */
class LeaseTest {

    private static final int THREADS = 200;

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
    public static class Hot {

        static final AtomicInteger FAILURES = new AtomicInteger();

        private final AtomicInteger loads = new AtomicInteger();

        public int loads() {
            return loads.get();
        }

        @VersionedCache("hot")
        public String get(String key) {
            loads.incrementAndGet();
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
            while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime()); // simulates work of this duration; nothing is awaited
            }
            if (FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("on purpose");
            }
            return key;
        }
    }

    private TestNode node(String store, String lease) {
        return node(redis, store, lease);
    }

    private TestNode node(RedisProcess server, String store, String lease) {
        Map<String, String> configuration = server.settings(store);
        configuration.put("cache-versions.redis.lease", lease == null ? "" : lease);
        return TestNode.start(Unit.ECLIPSELINK_LOCAL, database, configuration, Hot.class);
    }

    private static int failures(List<TestNode> nodes, String key) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch begin = new CountDownLatch(1);
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                TestNode node = nodes.get(i % nodes.size());
                Hot hot = node.bean(Hot.class);
                answers.add(threads.submit(() -> {
                    begin.await();
                    return node.request(() -> hot.get(key));
                }));
            }
            begin.countDown();
            int failures = 0;
            for (Future<String> answer : answers) {
                try {
                    assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(key);
                } catch (java.util.concurrent.ExecutionException e) {
                    assertThat(e).hasRootCauseMessage("on purpose");
                    failures++;
                }
            }
            return failures;
        } finally {
            threads.shutdownNow();
        }
    }

    private static int loads(TestNode node) {
        return node.bean(Hot.class).loads();
    }

    @ParameterizedTest
    @CsvSource({"redis,", "near,", "redis, PT30S", "near, PT30S"})
    void oneLoadPerNodeAndOneInTotalWithTheLock(String store, String lease) throws Exception {
        try (TestNode one = node(store, lease);
                TestNode two = node(store, lease)) {
            failures(List.of(one, two), "key");
            int before = loads(one) + loads(two);
            int ofOne = loads(one);
            int ofTwo = loads(two);
            one.invalidator().invalidate("hot");
            assertThat(failures(List.of(one, two), "key")).isZero();
            assertThat(loads(one) - ofOne).isLessThanOrEqualTo(1);
            assertThat(loads(two) - ofTwo).isLessThanOrEqualTo(1);
            if (lease != null) {
                assertThat(loads(one) + loads(two) - before).isEqualTo(1);
            }
            try (Jedis client = redis.client()) {
                assertThat(client.keys("*:lease"))
                        .as("locks are released at the end")
                        .isEmpty();
            }
        }
    }

    @Test
    void afterAFailedLoadTheNextHolderTries() throws Exception {
        try (TestNode one = node("redis", "PT30S");
                TestNode two = node("redis", "PT30S")) {
            Hot.FAILURES.set(1);
            int failures = failures(List.of(one, two), "other");
            assertThat(failures).as("failures on the node that held the lock").isBetween(1, THREADS);
            assertThat(loads(one) + loads(two))
                    .as("the failed one; one of the node that has waited for it; one of a thread that came after it")
                    .isBetween(2, 3);
        }
    }

    @Test
    void waitersWaitForADeadHolderUntilItsLockExpires() throws Exception {
        try (TestNode one = node("redis", "PT0.3S");
                Jedis client = redis.client()) {
            client.flushAll();
            Hot hot = one.bean(Hot.class);
            one.request(() -> hot.get("key"));
            String lease = leaveLockOfADeadHolder(client);
            long start = System.nanoTime();
            assertThat(one.request(() -> hot.get("key"))).isEqualTo("key");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("the lease plus 200 ms of computing")
                    .isBetween(Duration.ofMillis(500), Duration.ofSeconds(5));
            assertThat(loads(one)).isEqualTo(2);
            assertThat(client.get(lease))
                    .as("the dead holder's lock is left alone")
                    .isEqualTo("of a dead holder");
            client.flushAll();
        }
    }

    /** Replaces the only entry with the lock of a holder that has died. */
    private static String leaveLockOfADeadHolder(Jedis client) {
        String key = client.keys("*Hot.get:*").stream()
                .filter(name -> !name.endsWith(":lease"))
                .findFirst()
                .orElseThrow();
        client.flushAll();
        client.set(key + ":lease", "of a dead holder");
        return key + ":lease";
    }

    private static boolean waitsForALock(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker != null && blocker.getClass().getSimpleName().equals("LoadLocks");
    }

    @Test
    void anInterruptedWaiterLoadsAndStaysInterrupted() throws Exception {
        try (TestNode one = node("redis", "PT5M");
                Jedis client = redis.client()) {
            client.flushAll();
            Hot hot = one.bean(Hot.class);
            one.request(() -> hot.get("key"));
            leaveLockOfADeadHolder(client);
            FutureTask<Boolean> call = new FutureTask<>(() -> {
                assertThat(one.request(() -> hot.get("key"))).isEqualTo("key");
                return Thread.currentThread().isInterrupted();
            });
            Thread waiting = new Thread(call);
            waiting.start();
            Awaitility.await().until(() -> waitsForALock(waiting));
            assertThat(loads(one)).isEqualTo(1);

            waiting.interrupt();

            assertThat(call.get(60, TimeUnit.SECONDS)).as("interrupted").isTrue();
            assertThat(loads(one)).isEqualTo(2);
            client.flushAll();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "near"})
    void waitersAreServedWhenRedisDies(String store) throws Exception {
        try (RedisProcess own = new RedisProcess();
                TestNode dead = node(own, store, null);
                TestNode one = node(own, store, "PT5M");
                TestNode two = node(own, store, "PT5M")) {
            List<TestNode> nodes = List.of(one, two);
            dead.request(() -> dead.bean(Hot.class).get("key"));
            try (Jedis client = own.client()) {
                leaveLockOfADeadHolder(client);
            }
            List<FutureTask<String>> calls = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                TestNode node = nodes.get(i % 2);
                FutureTask<String> call = new FutureTask<>(
                        () -> node.request(() -> node.bean(Hot.class).get("key")));
                calls.add(call);
                threads.add(new Thread(call));
            }
            threads.forEach(Thread::start);
            Awaitility.await()
                    .until(() ->
                            threads.stream().filter(LeaseTest::waitsForALock).count() == 2);

            own.kill();

            for (FutureTask<String> call : calls) {
                assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo("key");
            }
            assertThat(loads(one)).isPositive();
            assertThat(loads(two)).isPositive();
        }
    }
}
