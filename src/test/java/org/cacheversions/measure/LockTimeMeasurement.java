package org.cacheversions.measure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.cacheversions.databases.PostgresProcess;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.jpa.EntityManagerWriter;
import org.cacheversions.node.Item;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.Test;

/**
 * How much writers that all invalidate one cache slow each other down: commits per second, compared with the same
 * transactions without an invalidation, and with one that writes the version at the start. 16 writers, 50 ms per
 * transaction, each in a request of its own; PostgreSQL flushes its commits to the disk.
 */
class LockTimeMeasurement {

    private static final int WRITERS = 16;
    private static final long TRANSACTION_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int ROUNDS = Integer.getInteger("measure.rounds", 3);
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(Integer.getInteger("measure.seconds", 10));

    private enum Way {
        NOT_AT_ALL,
        BEFORE_COMPLETION,
        AT_ONCE
    }

    @Test
    void commitsPerSecond() throws Exception {
        try (PostgresProcess postgres = new PostgresProcess(true);
                TestNode node = TestNode.start(Unit.HIBERNATE_JTA, postgres.url(), ItemService.class, Steps.class)) {
            node.engine().start();
            for (int i = 0; i < WRITERS; i++) {
                int id = i;
                TestNode.jta(() -> {
                    node.bean(ItemService.class).write(id, 0);
                    return null;
                });
            }
            Figures.print("commit of an empty cache row alone: %s", Figures.milliseconds(commits(postgres.url())));
            double[][] all = new double[Way.values().length][ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                for (Way way : Way.values()) {
                    all[way.ordinal()][round] = round(node, way);
                }
            }
            for (Way way : Way.values()) {
                Figures.print("%-18s %s commits/s", way, Figures.rounds(all[way.ordinal()]));
            }
            Figures.print("waiting for the row and writing it: %s", Figures.milliseconds(Steps.of(Steps.WRITING)));
            Figures.print("from there until it is committed:   %s", Figures.milliseconds(Steps.of(Steps.COMMITTING)));
            Figures.print(
                    "against none:      before completion %s, at once %s",
                    Figures.rounds(ratios(all, Way.BEFORE_COMPLETION)), Figures.rounds(ratios(all, Way.AT_ONCE)));
        }
    }

    private static double[] ratios(double[][] all, Way way) {
        double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            ratios[i] = all[way.ordinal()][i] / all[Way.NOT_AT_ALL.ordinal()][i];
        }
        return ratios;
    }

    /** Measures a commit on this disk, the minimum time for which the row is locked. */
    private static long[] commits(String url) throws Exception {
        long[] nanos = new long[200];
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE cache_version SET revision = revision + 1 WHERE cache = '*'")) {
            statement.execute("SELECT 1");
            connection.setAutoCommit(false);
            for (int i = 0; i < nanos.length; i++) {
                update.executeUpdate();
                long start = System.nanoTime();
                connection.commit();
                nanos[i] = System.nanoTime() - start;
            }
        }
        return nanos;
    }

    private static double round(TestNode node, Way way) throws InterruptedException {
        AtomicLong commits = new AtomicLong();
        CountDownLatch go = new CountDownLatch(1);
        Thread[] writers = new Thread[WRITERS];
        long[] began = new long[1];
        for (int i = 0; i < WRITERS; i++) {
            int id = i;
            writers[i] = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                while (System.nanoTime() - began[0] < ROUND_NANOS) {
                    node.request(() -> TestNode.jta(() -> write(node, way, id)));
                    commits.incrementAndGet();
                }
            });
            writers[i].start();
        }
        began[0] = System.nanoTime();
        go.countDown();
        for (Thread writer : writers) {
            writer.join();
        }
        return commits.get() * 1e9 / (System.nanoTime() - began[0]);
    }

    private static Void write(TestNode node, Way way, int id) {
        long end = System.nanoTime() + TRANSACTION_NANOS;
        try (EntityManager entityManager = node.factory().createEntityManager()) {
            entityManager.joinTransaction();
            if (way == Way.AT_ONCE) {
                new EntityManagerWriter(entityManager, new FreshVersion(), null)
                        .invalidate(new TreeSet<>(Set.of("items")));
            } else if (way == Way.BEFORE_COMPLETION) {
                node.invalidator().invalidate("items");
            }
            entityManager.merge(new Item(id, (int) (end >>> 20)));
            entityManager.flush();
            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
        return null;
    }

    /** Measures the steps of a commit. */
    @ApplicationScoped
    static class Steps implements FaultPoint {

        static final Queue<Long> WRITING = new ConcurrentLinkedQueue<>();
        static final Queue<Long> COMMITTING = new ConcurrentLinkedQueue<>();

        private static final ThreadLocal<Long> SINCE = new ThreadLocal<>();

        @Override
        public void reached(String point) {
            switch (point) {
                case FaultPoint.BEFORE_UPDATE -> SINCE.set(System.nanoTime());
                case FaultPoint.AFTER_UPDATE -> add(WRITING);
                case FaultPoint.AFTER_COMMIT -> add(COMMITTING);
                default -> {}
            }
        }

        private static void add(Queue<Long> steps) {
            long now = System.nanoTime();
            steps.add(now - SINCE.get());
            SINCE.set(now);
        }

        static long[] of(Queue<Long> steps) {
            return steps.stream().mapToLong(Long::longValue).toArray();
        }
    }
}
