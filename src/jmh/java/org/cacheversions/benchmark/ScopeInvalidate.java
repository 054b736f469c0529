package org.cacheversions.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.internal.core.versions.ScopeWindows;
import org.cacheversions.spi.JournalRecord;
import org.cacheversions.spi.VersionRow;

/**
 * The cost of invalidating one scope: compared with the whole cache, by the number of scopes that have entries; the
 * commits of writers of different scopes compared with writers that invalidate nothing; the heap of a full window.
 *
 * <p>System properties: {@code scopes.entries}, separated by commas; {@code scopes.rounds}; {@code scopes.seconds}, the
 * length of a round of the writers.
 */
public final class ScopeInvalidate {

    private static final int WRITERS = 16;
    private static final int THINK_MILLIS = 50;
    private static final int IN_A_ROUND = 500;
    private static final int REVISIONS = 100_000;

    private ScopeInvalidate() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.getInteger("scopes.rounds", 5);
        System.out.printf("JDK %s, PostgreSQL, %d rounds%n%n", Runtime.version(), rounds);
        System.out.printf(Locale.ROOT, "heap of a window of %,d revisions: %.1f MB%n%n", REVISIONS, windowHeap() / 1e6);
        for (String entries :
                System.getProperty("scopes.entries", "1000,1000000").split(",")) {
            latencies(Integer.parseInt(entries), rounds);
        }
        writers(rounds, Integer.getInteger("scopes.seconds", 10));
        System.exit(0);
    }

    private static VersionedNode node(CountingPool pool) {
        return new VersionedNode(
                "hibernate-local",
                pool,
                Map.of("cache-versions.auto-start", "true", "cache-versions.local.max-weight", "3000000000"),
                AmountBean.class);
    }

    private static void latencies(int entries, int rounds) throws Exception {
        try (CountingPool pool = ScopeDatabase.create(1, 10);
                VersionedNode node = node(pool)) {
            CacheInvalidator invalidator = node.bean(CacheInvalidator.class);
            fill(node, entries);
            SplittableRandom random = new SplittableRandom(1);
            double[] whole = new double[rounds];
            double[] scoped = new double[rounds];
            for (int round = -2; round < rounds; round++) {
                double[] micros = new double[2];
                for (int i = 0; i < IN_A_ROUND; i++) { // in turn, so that what disturbs one disturbs the other
                    long before = System.nanoTime();
                    invalidator.invalidate("second");
                    long between = System.nanoTime();
                    invalidator.invalidate(Scope.of("first", random.nextLong(entries)));
                    micros[0] += (between - before) / 1e3 / IN_A_ROUND;
                    micros[1] += (System.nanoTime() - between) / 1e3 / IN_A_ROUND;
                }
                if (round >= 0) {
                    whole[round] = micros[0];
                    scoped[round] = micros[1];
                }
            }
            report(entries + " entries, µs of an invalidation", "whole", whole, "scope", scoped);
        }
    }

    private static void fill(VersionedNode node, int entries) throws Exception {
        VersionContexts contexts = node.runtime().engine().contexts();
        VersionedBean bean = node.bean(VersionedBean.class);
        contexts.bind(contexts.pin());
        for (long id = 0; id < entries; id++) {
            bean.scoped(id);
        }
        contexts.bind(null);
    }

    private static void writers(int rounds, int seconds) throws Exception {
        try (CountingPool pool = ScopeDatabase.create(WRITERS, 2 * WRITERS);
                VersionedNode node = node(pool)) {
            double[] without = new double[rounds];
            double[] scoped = new double[rounds];
            double[] whole = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                without[round] = commits(pool, seconds, (connection, id) -> {});
                CacheInvalidator invalidator = node.bean(CacheInvalidator.class);
                scoped[round] = commits(pool, seconds, (connection, id) -> {
                    try (BoundInvalidator bound = invalidator.within(connection)) {
                        bound.invalidate(Scope.of("first", id));
                        connection.commit();
                    }
                });
                whole[round] = commits(pool, seconds, (connection, id) -> {
                    try (BoundInvalidator bound = invalidator.within(connection)) {
                        bound.invalidate("second");
                        connection.commit();
                    }
                });
            }
            String what = "%d writers of %d ms, commits/s".formatted(WRITERS, THINK_MILLIS);
            report(what, "none", without, "scope", scoped);
            report(what, "none", without, "whole", whole);
        }
    }

    /** The last work of a transaction. */
    private interface Ending {

        void run(Connection connection, long id) throws Exception;
    }

    private static double commits(CountingPool pool, int seconds, Ending ending) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<Callable<Integer>> writers = new ArrayList<>();
        for (long id = 0; id < WRITERS; id++) {
            long own = id;
            writers.add(() -> {
                int commits = 0;
                while (System.nanoTime() < end) {
                    try (Connection connection = pool.getConnection()) {
                        connection.setAutoCommit(false);
                        AmountBean.increment(connection, own);
                        Thread.sleep(THINK_MILLIS); // the rest of the transaction
                        ending.run(connection, own);
                        connection.commit();
                        commits++;
                    }
                }
                return commits;
            });
        }
        int all = 0;
        for (Future<Integer> one : threads.invokeAll(writers)) {
            all += one.get();
        }
        threads.shutdown();
        return (double) all / seconds;
    }

    private static double windowHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        long before = memory.getHeapMemoryUsage().getUsed();
        ScopeWindows windows = new ScopeWindows(System::nanoTime);
        windows.add("first");
        for (long revision = 1; revision <= REVISIONS + 1_000; revision++) {
            List<JournalRecord> journal = new ArrayList<>();
            for (long each = revision - 1; each <= revision; each++) {
                journal.add(new JournalRecord("first", each, "=" + (10_000_000 + each), version(each)));
            }
            windows.advance(List.of(new VersionRow("first", revision, version(revision))), journal);
        }
        memory.gc();
        long after = memory.getHeapMemoryUsage().getUsed();
        Reference.reachabilityFence(windows);
        return after - before;
    }

    private static String version(long revision) {
        return "v%07d".formatted(revision);
    }

    private static void report(String what, String base, double[] bases, String name, double[] values) {
        double[] ratios = new double[bases.length];
        Arrays.setAll(ratios, i -> values[i] / bases[i]);
        System.out.printf(
                Locale.ROOT,
                "%s: %s %s, %s %s, ratio %s%n%n",
                what,
                base,
                spread(bases, "%.0f"),
                name,
                spread(values, "%.0f"),
                spread(ratios, "%.3f"));
    }

    /** The median, minimum and maximum. */
    private static String spread(double[] values, String format) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (format + " (" + format + "–" + format + ")")
                .formatted(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
