package org.cacheversions.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.cacheversions.databases.PostgresProcess;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.Test;

/**
 * How long an invalidation takes in leased coherence, from the call outside a transaction to its return, with three
 * nodes: with the lease alone, with acknowledgements, and with hints as well. In strict coherence it is the commit.
 */
class WritersWaitMeasurement {

    private static final int ROUNDS = Integer.getInteger("measure.rounds", 3);
    private static final int WRITES = Integer.getInteger("measure.writes", 100);

    private record Case(String name, Map<String, String> keys, int writes) {}

    @Test
    void writersWait() throws Exception {
        try (PostgresProcess postgres = new PostgresProcess(false)) {
            Map<String, String> hints =
                    Map.of("cache-versions.hints", "postgresql", "cache-versions.hints.url", postgres.url());
            Map<String, String> acknowledged = Map.of("cache-versions.lease-acknowledgements", "awaited");
            Map<String, String> both = new HashMap<>(hints);
            both.putAll(acknowledged);
            List<Case> cases = List.of(
                    new Case("strict", Map.of("cache-versions.coherence", "strict"), WRITES),
                    new Case("lease alone", Map.of(), Math.max(1, WRITES / 5)),
                    new Case("acknowledgements", acknowledged, WRITES),
                    new Case("acknowledgements, hints", both, WRITES));
            for (Case one : cases) {
                Map<String, String> configuration = new HashMap<>();
                configuration.put("cache-versions.auto-start", "true");
                configuration.put("cache-versions.coherence", "leased");
                configuration.put("cache-versions.lease", "PT0.5S");
                configuration.putAll(one.keys);
                for (int round = 1; round <= ROUNDS; round++) {
                    Figures.print(
                            "lease 500 ms, %-24s round %d: %s",
                            one.name, round, Figures.milliseconds(measure(postgres.url(), configuration, one.writes)));
                }
            }
        }
    }

    private static long[] measure(String url, Map<String, String> configuration, int writes) {
        try (TestNode writer = TestNode.start(Unit.HIBERNATE_JTA, url, configuration, ItemService.class);
                TestNode second = TestNode.start(Unit.HIBERNATE_JTA, url, configuration, ItemService.class);
                TestNode third = TestNode.start(Unit.HIBERNATE_JTA, url, configuration, ItemService.class)) {
            for (TestNode node : List.of(writer, second, third)) {
                node.engine().start();
                node.versions().get("items");
            }
            long[] nanos = new long[writes];
            for (int i = 0; i < writes; i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5 + (i * 37L) % 100));
                long start = System.nanoTime();
                writer.invalidator().invalidate("items");
                nanos[i] = System.nanoTime() - start;
                String seen = second.versions().get("items");
                if (!seen.equals(third.versions().get("items"))) {
                    throw new AssertionError("a node is behind");
                }
            }
            return nanos;
        }
    }
}
