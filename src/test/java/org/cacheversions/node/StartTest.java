package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.cacheversions.persistence.CacheNode;
import org.cacheversions.spi.HintChannel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In Java SE, nothing but the application's scope starts a node: there is neither a servlet listener nor a request. */
class StartTest {

    private static final Map<String, String> LEASED = Map.of(
            "cache-versions.auto-start", "true",
            "cache-versions.coherence", "leased",
            "cache-versions.lease", "PT0.3S",
            "cache-versions.lease-acknowledgements", "awaited");

    /** All nodes of this JVM. */
    @ApplicationScoped
    static class Channel implements HintChannel {

        private static final List<Runnable> NODES = new CopyOnWriteArrayList<>();

        @Override
        public void open(Runnable hinted) {
            NODES.add(hinted);
        }

        @Override
        public void send(SortedSet<String> caches) {
            NODES.forEach(Runnable::run);
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource
    void aNodeRegistersAndReceivesHintsWithItsApplication(Unit unit) {
        String database = UUID.randomUUID().toString();
        Channel.NODES.clear();
        try (TestNode node = TestNode.start(unit, database, LEASED, Channel.class, ItemService.class)) {
            assertThat(Channel.NODES).hasSize(1);
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(leases(node))
                    .hasSize(1));
            long first = leases(node).get(0);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(leases(node).get(0)).as("renewed").isGreaterThan(first));
        }
    }

    private static List<Long> leases(TestNode node) {
        try (var entityManager = node.factory().createEntityManager()) {
            return entityManager.createQuery("SELECT n FROM CacheNode n", CacheNode.class).getResultList().stream()
                    .map(CacheNode::getBegun)
                    .toList();
        }
    }
}
