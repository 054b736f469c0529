package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.cacheversions.persistence.CacheNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes that acknowledge over a real database. */
class LeasedNodesTest {

    /** So long that a writer waiting for it would exceed the timeout. */
    private static final Map<String, String> LONG_LEASE = Map.of(
            "cache-versions.auto-start", "true",
            "cache-versions.coherence", "leased",
            "cache-versions.lease", "PT30S",
            "cache-versions.lease-acknowledgements", "awaited");

    private static final Map<String, String> SHORT_LEASE = Map.of(
            "cache-versions.auto-start", "true",
            "cache-versions.coherence", "leased",
            "cache-versions.lease", "PT0.3S",
            "cache-versions.lease-acknowledgements", "awaited");

    @ParameterizedTest
    @EnumSource
    void nodesRegisterAndLeave(Unit unit) {
        String database = UUID.randomUUID().toString();
        try (TestNode first = TestNode.start(unit, database, LONG_LEASE, ItemService.class)) {
            first.request(() -> 1);
            TestNode second = TestNode.start(unit, database, LONG_LEASE, ItemService.class);
            second.request(() -> 1);
            assertThat(registered(first)).isEqualTo(2);
            second.close();
            assertThat(registered(first)).isOne();
            String before = first.versions().get("items");
            first.invalidator().invalidate("items");
            assertThat(first.versions().get("items"))
                    .as("a single node does not wait")
                    .isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterAWriterReturnsOtherNodesHaveTheNewVersion(Unit unit) {
        String database = UUID.randomUUID().toString();
        try (TestNode writer = TestNode.start(unit, database, SHORT_LEASE, ItemService.class);
                TestNode reader = TestNode.start(unit, database, SHORT_LEASE, ItemService.class)) {
            writer.engine().start();
            reader.engine().start();
            for (int i = 0; i < 10; i++) {
                String before = reader.versions().get("items");
                writer.invalidator().invalidate("items");
                assertThat(reader.versions().get("items")).isNotEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void otherNodesForgetADeadNode(Unit unit) {
        String database = UUID.randomUUID().toString();
        try (TestNode living = TestNode.start(unit, database, SHORT_LEASE, ItemService.class);
                TestNode dead = TestNode.start(unit, database, SHORT_LEASE, ItemService.class)) {
            dead.request(() -> 1);
            dead.cut(true); // it doesn't renew its lease
            assertThat(registered(living)).isEqualTo(2);
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(registered(living))
                    .isOne());
        }
    }

    private static int registered(TestNode node) {
        try (var entityManager = node.factory().createEntityManager()) {
            return entityManager
                    .createQuery("SELECT n FROM CacheNode n", CacheNode.class)
                    .getResultList()
                    .size();
        }
    }
}
