package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Entities that invalidate and belong to another persistence unit than the versions. */
final class EntityInOtherDatabaseTest {

    @Test
    void invalidatesAndWarns() {
        assertThat(warnings("warn"))
                .singleElement()
                .asString()
                .startsWith("CV0319: org.cacheversions.node.EntityInOtherDatabase");
    }

    @Test
    void invalidatesSilentlyIfConfigured() {
        assertThat(warnings("ignore")).isEmpty();
    }

    private static List<String> warnings(String configured) {
        Map<String, String> configuration =
                Map.of("cache-versions.auto-start", "true", "cache-versions.other-databases", configured);
        try (TestNode node = TestNode.start(Unit.HIBERNATE_JTA, configuration, ItemService.class);
                EntityManagerFactory other = Persistence.createEntityManagerFactory(
                        "other-database",
                        Map.of(
                                "jakarta.persistence.jdbc.url",
                                "jdbc:h2:mem:" + UUID.randomUUID(),
                                "jakarta.persistence.schema-generation.database.action",
                                "create"));
                LogCapture log = new LogCapture()) {
            String before = node.versions().get("parents");
            TestNode.jta(() -> {
                write(other, new EntityInOtherDatabase(1), new EntityInOtherDatabase(2));
                return null;
            });
            assertThat(node.versions().get("parents")).isNotEqualTo(before);
            return log.warnings().stream()
                    .filter(line -> line.matches("CV031[89].*"))
                    .toList();
        }
    }

    private static void write(EntityManagerFactory unit, Object... entities) {
        try (EntityManager entityManager = unit.createEntityManager()) {
            entityManager.getTransaction().begin();
            List.of(entities).forEach(entityManager::persist);
            entityManager.getTransaction().commit();
        }
    }
}
