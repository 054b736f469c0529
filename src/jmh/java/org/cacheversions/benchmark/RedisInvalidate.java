package org.cacheversions.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.awaitility.Awaitility;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.core.call.VersionContexts;
import redis.clients.jedis.Jedis;

/**
 * The time to invalidate all entries of a cache in Redis, by their number: with this library, which is one UPDATE in
 * PostgreSQL, compared with a plain UPDATE of another row and its commit; and with Spring's
 * {@code RedisCache.invalidate()}. Also shows how many keys can still be found right afterwards.
 *
 * <p>System properties: {@code redis.entries}, separated by commas; {@code redis.rounds}.
 */
public final class RedisInvalidate {

    private static final int FILLING = 8;

    /** Deleting a million entries takes longer than the default timeout of a client. */
    private static final int PATIENCE_MILLIS = 120_000;

    private RedisInvalidate() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.getInteger("redis.rounds", 5);
        String[] entryCounts =
                System.getProperty("redis.entries", "1000,100000,1000000").split(",");
        StringBuilder text = new StringBuilder("JDK %s, PostgreSQL, %d rounds: milliseconds, one for each round%n%n"
                .formatted(Runtime.version(), rounds));
        text.append(
                "| entries | UPDATE | ours | loads of 100 afterwards | Spring | keys left afterwards |%n".formatted());
        text.append("|---|---|---|---|---|---|%n".formatted());
        CountingPool pool = CountingPool.of(TestDatabase.POSTGRESQL.withTable());
        VersionTable.fill(pool);
        try (RedisProcess redis = new RedisProcess();
                VersionedNode node = node(pool, redis);
                SpringRedis spring = new SpringRedis(redis.port());
                Jedis client = new Jedis("127.0.0.1", redis.port(), PATIENCE_MILLIS)) {
            warmUp(node, pool, spring);
            for (String entries : entryCounts) {
                int count = Integer.parseInt(entries);
                List<String> updates = new ArrayList<>();
                List<String> ours = new ArrayList<>();
                List<String> springs = new ArrayList<>();
                long loads = 0;
                long left = 0;
                for (int round = 0; round < rounds; round++) {
                    client.flushAll();
                    fill(count, filling(node));
                    awaitKeys(client, count);
                    boolean updateFirst = round % 2 == 0; // the second one runs on a warm system
                    if (updateFirst) {
                        updates.add(millis(() -> VersionTable.update(pool, "second")));
                    }
                    ours.add(millis(() -> node.bean(CacheInvalidator.class).invalidate("first")));
                    if (!updateFirst) {
                        updates.add(millis(() -> VersionTable.update(pool, "second")));
                    }
                    loads += loadsOf100(node);
                    client.flushAll();
                    fill(count, id -> spring.cache().put(id, Ban.of(id)));
                    awaitKeys(client, count);
                    springs.add(millis(() -> spring.cache().invalidate()));
                    left += client.dbSize();
                }
                text.append("| %,d | %s | %s | %d | %s | %d |%n"
                        .formatted(count, updates, ours, loads / rounds, springs, left / rounds));
                System.out.println(text);
            }
        }
        Path directory = Files.createDirectories(Path.of("target", "jmh"));
        Files.writeString(directory.resolve("redis-invalidate.md"), text);
        System.exit(0);
    }

    private static VersionedNode node(CountingPool pool, RedisProcess redis) {
        return new VersionedNode(
                "hibernate-local",
                pool,
                Map.of(
                        "cache-versions.auto-start", "true",
                        "cache-versions.store", "redis",
                        "cache-versions.redis.timeout", "PT30S",
                        "cache-versions.redis.uri", redis.uri()),
                BanBean.class);
    }

    private static void warmUp(VersionedNode node, CountingPool pool, SpringRedis spring) throws Exception {
        fill(20_000, filling(node));
        fill(1_000, id -> spring.cache().put(id, Ban.of(id)));
        for (int i = 0; i < 1_000; i++) {
            VersionTable.update(pool, "second");
            node.bean(CacheInvalidator.class).invalidate("first");
        }
        spring.cache().invalidate();
    }

    /** Makes each call in the request of its thread. */
    private static LongConsumer filling(VersionedNode node) {
        BanBean bans = node.bean(BanBean.class);
        VersionContexts contexts = node.runtime().engine().contexts();
        return id -> {
            if (contexts.current() == null || id % 1_000 < FILLING) {
                contexts.bind(contexts.pin());
            }
            bans.find(id);
        };
    }

    private static void fill(int count, LongConsumer put) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(FILLING);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < FILLING; thread++) {
                int first = thread;
                all.add(threads.submit(() -> {
                    for (long id = first; id < count; id += FILLING) {
                        put.accept(id);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Spring's puts return before Redis has stored the entries. */
    private static void awaitKeys(Jedis client, int count) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> client.dbSize() >= count);
    }

    private static long loadsOf100(VersionedNode node) {
        BanBean bans = node.bean(BanBean.class);
        VersionContexts contexts = node.runtime().engine().contexts();
        contexts.bind(contexts.pin());
        long before = BanBean.LOADS.sum();
        for (long id = 0; id < 100; id++) {
            bans.find(id);
        }
        contexts.bind(null);
        return BanBean.LOADS.sum() - before;
    }

    private interface Work {

        void run() throws SQLException;
    }

    private static String millis(Work work) throws SQLException {
        long before = System.nanoTime();
        work.run();
        return String.format(Locale.ROOT, "%.2f", (System.nanoTime() - before) / 1e6);
    }
}
