package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.VersionedCache;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.Threads.Started;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Transactions outside requests, such as those of timers and message-driven beans. As many threads as the pool has
 * connections hold one each, so no thread may need a second one: it would wait for all the others.
 */
@Timeout(60)
class SmallPoolTest {

    @ApplicationScoped
    static class Batch {

        @VersionedCache("items")
        public long inner(int id) {
            return id;
        }

        @VersionedCache({"items", "batches"})
        public long outer(Batch self, int id) {
            return self.inner(id);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ECLIPSELINK_JTA, 1, strict",
        "ECLIPSELINK_JTA, 4, strict",
        "ECLIPSELINK_JTA, 10, strict",
        "HIBERNATE_JTA, 1, strict",
        "HIBERNATE_JTA, 4, strict",
        "HIBERNATE_JTA, 10, strict",
        "ECLIPSELINK_JTA, 4, bounded",
        "HIBERNATE_JTA, 1, bounded",
        "HIBERNATE_JTA, 4, bounded"
    })
    void aTransactionNeedsNoSecondConnection(Unit unit, int connections, String coherence) throws Exception {
        try (LogCapture log = new LogCapture();
                TestNode node = start(unit, connections, coherence)) {
            Batch batch = node.bean(Batch.class);
            CacheInvalidator invalidator = node.invalidator();
            each(
                    connections,
                    arrived -> TestNode.jta(() -> {
                        takeConnection(node.factory());
                        arrived.await(10, TimeUnit.SECONDS); // each thread holds a connection now
                        batch.inner(1);
                        batch.outer(batch, 1);
                        takeConnection(node.factory());
                        invalidator.invalidate("items");
                        batch.inner(1);
                        assertThat(TestNode.transactionManager().getStatus()).isEqualTo(Status.STATUS_ACTIVE);
                        return true;
                    }));
        }
    }

    @ParameterizedTest
    @CsvSource({"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void aHitInATransactionHasTheVersionsThatItSees(Unit unit) {
        try (TestNode node = start(unit, 2, "strict")) {
            Batch batch = node.bean(Batch.class);
            long before = node.engine().methods().get(0).statistics().hits();
            batch.inner(7);
            TestNode.jta(() -> batch.inner(7));
            long hits = node.engine().methods().stream()
                    .mapToLong(method -> method.statistics().hits())
                    .sum();
            assertThat(hits - before).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"ECLIPSELINK_LOCAL, 1", "HIBERNATE_LOCAL, 1", "ECLIPSELINK_LOCAL, 4", "HIBERNATE_LOCAL, 4"})
    void aBoundTransactionNeedsNoSecondConnection(Unit unit, int connections) throws Exception {
        try (TestNode node = start(unit, connections, "strict")) {
            Batch batch = node.bean(Batch.class);
            each(connections, arrived -> {
                try (EntityManager entityManager = node.factory().createEntityManager()) {
                    entityManager.getTransaction().begin();
                    try (BoundInvalidator bound = node.invalidator().within(entityManager)) {
                        bound.invalidate("batches"); // takes the connection, with EclipseLink too
                        batch.inner(1);
                        batch.outer(batch, 1);
                    } finally {
                        entityManager.getTransaction().rollback();
                    }
                }
                return true;
            });
        }
    }

    private static TestNode start(Unit unit, int connections, String coherence) {
        return TestNode.start(
                unit,
                UUID.randomUUID().toString(),
                connections,
                Map.of(
                        "cache-versions.auto-start",
                        "true",
                        "cache-versions.coherence",
                        coherence,
                        "cache-versions.max-age",
                        "PT0.001S"),
                Batch.class);
    }

    private static void takeConnection(EntityManagerFactory factory) {
        try (EntityManager entityManager = factory.createEntityManager()) {
            entityManager.joinTransaction();
            entityManager // an update: EclipseLink may run a query on another connection
                    .createNativeQuery("UPDATE cache_version SET cache = cache WHERE cache = 'none'")
                    .executeUpdate();
        }
    }

    private interface Work {

        boolean run(CyclicBarrier arrived) throws Exception;
    }

    private static void each(int threads, Work work) throws Exception {
        CyclicBarrier arrived = new CyclicBarrier(threads);
        try (Threads all = new Threads()) {
            List<Started<Boolean>> started = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Callable<Boolean> one = () -> work.run(arrived);
                started.add(all.start(one));
            }
            for (Started<Boolean> one : started) {
                assertThat(one.result()).isTrue();
            }
        }
    }
}
