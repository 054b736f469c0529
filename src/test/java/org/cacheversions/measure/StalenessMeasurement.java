package org.cacheversions.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cacheversions.databases.PostgresProcess;
import org.cacheversions.databases.RedisProcess;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.Test;

/**
 * How stale answers are in bounded coherence, with and without hints: the time from a commit on one node until a
 * request on another node, which sends them without a pause, sees it.
 */
class StalenessMeasurement {

    private static final int ROUNDS = Integer.getInteger("measure.rounds", 3);
    private static final int WRITES = Integer.getInteger("measure.writes", 200);

    @Test
    void staleness() throws Exception {
        try (PostgresProcess postgres = new PostgresProcess(false);
                RedisProcess redis = new RedisProcess()) {
            Map<String, Map<String, String>> channels = new HashMap<>();
            channels.put("none", Map.of());
            channels.put("postgresql", Map.of("cache-versions.hints.url", postgres.url()));
            channels.put("redis", Map.of("cache-versions.redis.uri", redis.uri()));
            for (String channel : List.of("none", "postgresql", "redis")) {
                Map<String, String> configuration = new HashMap<>(channels.get(channel));
                configuration.put("cache-versions.auto-start", "true");
                configuration.put("cache-versions.coherence", "bounded");
                configuration.put("cache-versions.max-age", "PT1S");
                configuration.put("cache-versions.hints", channel);
                for (int round = 1; round <= ROUNDS; round++) {
                    long[] nanos = measure(postgres.url(), configuration);
                    Figures.print(
                            "bounded, max-age 1 s, hints %-10s round %d: %s",
                            channel, round, Figures.milliseconds(nanos));
                }
            }
        }
    }

    private static long[] measure(String url, Map<String, String> configuration) {
        try (TestNode writer = TestNode.start(Unit.HIBERNATE_JTA, url, configuration, ItemService.class);
                TestNode reader = TestNode.start(Unit.HIBERNATE_JTA, url, configuration, ItemService.class)) {
            writer.engine().start();
            reader.engine().start();
            List<Long> nanos = new ArrayList<>();
            for (int i = 0; i < WRITES; i++) {
                // commits at a random point of the reader's period
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5 + (i * 37L) % 200));
                String before = reader.versions().get("items");
                writer.invalidator().invalidate("items");
                long committed = System.nanoTime();
                while (reader.versions().get("items").equals(before)) {
                    LockSupport.parkNanos(100_000);
                }
                nanos.add(System.nanoTime() - committed);
            }
            return nanos.stream().mapToLong(Long::longValue).toArray();
        }
    }
}
