package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.databases.Sql;
import org.cacheversions.spi.VersionRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Entities that invalidate when they are written. */
final class EntityInvalidationTest {

    private TestNode node;
    private Unit unit;

    private void start(Unit on) {
        unit = on;
        node = TestNode.start(unit, ItemService.class);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource
    void persistUpdateAndRemove(Unit on) {
        start(on);
        assertThat(bumpedBy(entityManager -> entityManager.persist(new ParentEntity(1, "first"))))
                .isEqualTo(Map.of("parents", 1L));
        assertThat(bumpedBy(entityManager ->
                        entityManager.find(ParentEntity.class, 1L).rename("other")))
                .isEqualTo(Map.of("parents", 1L));
        assertThat(bumpedBy(entityManager ->
                        entityManager.find(ParentEntity.class, 1L).name()))
                .as("a read")
                .isEmpty();
        assertThat(bumpedBy(entityManager -> entityManager.remove(entityManager.find(ParentEntity.class, 1L))))
                .as("also its children's cache, since they may be removed without events")
                .isEqualTo(Map.of("children", 1L, "parents", 1L));
    }

    @ParameterizedTest
    @EnumSource
    void cascadeAndOrphanRemoval(Unit on) {
        start(on);
        assertThat(bumpedBy(entityManager -> {
                    ParentEntity parent = new ParentEntity(1, "first");
                    parent.children().add(new ChildEntity(10));
                    parent.children().add(new ChildEntity(11));
                    entityManager.persist(parent);
                }))
                .isEqualTo(Map.of("parents", 1L, "children", 1L));
        assertThat(bumpedBy(entityManager ->
                        entityManager.find(ParentEntity.class, 1L).children().remove(0)))
                .as("an orphan")
                .containsEntry("children", 1L);
        assertThat(bumpedBy(entityManager -> entityManager.remove(entityManager.find(ParentEntity.class, 1L))))
                .as("a cascade")
                .isEqualTo(Map.of("parents", 1L, "children", 1L));
    }

    @ParameterizedTest
    @EnumSource
    void mergingInvalidatesIfItChangesAnything(Unit on) {
        start(on);
        write(entityManager -> entityManager.persist(new ParentEntity(1, "first")));
        assertThat(bumpedBy(entityManager -> entityManager.merge(new ParentEntity(1, "first"))))
                .isEmpty();
        assertThat(bumpedBy(entityManager -> entityManager.merge(new ParentEntity(1, "other"))))
                .isEqualTo(Map.of("parents", 1L));
        assertThat(bumpedBy(entityManager -> {
                    ParentEntity parent = new ParentEntity(1, "other");
                    parent.children().add(new ChildEntity(10));
                    entityManager.merge(parent);
                }))
                .as("a cascade")
                .containsEntry("children", 1L);
    }

    @ParameterizedTest
    @EnumSource
    void aSubclassAlsoInvalidatesInheritedCaches(Unit on) {
        start(on);
        assertThat(bumpedBy(entityManager -> entityManager.persist(new SubclassEntity(1, "first"))))
                .isEqualTo(Map.of("parents", 1L, "subclasses", 1L));
        assertThat(bumpedBy(entityManager ->
                        entityManager.find(ParentEntity.class, 1L).rename("other")))
                .isEqualTo(Map.of("parents", 1L, "subclasses", 1L));
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void manyWritesInOneTransactionAreOneRevision(Unit on) {
        start(on);
        assertThat(bumpedBy(entityManager -> {
                    for (long id = 1; id <= 20; id++) {
                        ParentEntity parent = new ParentEntity(id, "first");
                        entityManager.persist(parent);
                        entityManager.flush();
                        parent.rename("other");
                        entityManager.flush();
                    }
                }))
                .isEqualTo(Map.of("parents", 1L));
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "ECLIPSELINK_LOCAL"})
    void aBulkUpdateInvalidatesCachesOfTheTypeAndItsSubclasses(Unit on) {
        start(on);
        assertThat(bumpedBy(entityManager -> update(entityManager, "UPDATE ParentEntity s SET s.name = 'all'")))
                .isEqualTo(Map.of("parents", 1L, "subclasses", 1L));
        assertThat(bumpedBy(entityManager -> update(entityManager, "DELETE FROM ChildEntity l WHERE l.id = 7")))
                .isEqualTo(Map.of("children", 1L));
        assertThat(bumpedBy(entityManager -> update(entityManager, "UPDATE Item i SET i.amount = 1")))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "ECLIPSELINK_LOCAL"})
    void aBulkUpdateThatIsRolledBackInvalidatesNothing(Unit on) {
        start(on);
        SortedMap<String, Long> before = revisions();
        assertThatThrownBy(() -> write(entityManager -> {
                    update(entityManager, "UPDATE ParentEntity s SET s.name = 'all'");
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(revisions()).isEqualTo(before);
    }

    /** If this fails, Hibernate now reports bulk updates: let them invalidate, and document it in docs/entities.md. */
    @ParameterizedTest
    @EnumSource(names = {"HIBERNATE_JTA", "HIBERNATE_LOCAL"})
    void bulkUpdatesByHibernateInvalidateNothing(Unit on) {
        start(on);
        assertThat(bumpedBy(entityManager -> update(entityManager, "UPDATE ParentEntity s SET s.name = 'all'")))
                .isEmpty();
    }

    @Test
    void anUnannouncedResourceLocalBulkUpdateFails() {
        start(Unit.ECLIPSELINK_LOCAL);
        node.engine().start();
        assertThatThrownBy(() -> node.transaction(
                        entityManager -> update(entityManager, "UPDATE ParentEntity s SET s.name = 'all'")))
                .hasStackTraceContaining("CV0310")
                .hasStackTraceContaining("parents");
    }

    private static void update(EntityManager entityManager, String jpql) {
        entityManager.createQuery(jpql).executeUpdate();
    }

    @ParameterizedTest
    @EnumSource
    void aRollbackChangesNothing(Unit on) {
        start(on);
        SortedMap<String, Long> before = revisions();
        assertThatThrownBy(() -> write(entityManager -> {
                    entityManager.persist(new ParentEntity(1, "first"));
                    entityManager.flush();
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(revisions()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void anUnannouncedResourceLocalWriteFails(Unit on) {
        start(on);
        assertThatThrownBy(() -> node.transaction(entityManager -> entityManager.persist(new ParentEntity(1, "first"))))
                .hasStackTraceContaining("CV0310")
                .hasStackTraceContaining("parents");
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void anInvalidatorLeftOpenRejectsLaterWrites(Unit on) {
        start(on);
        node.transaction(entityManager -> node.invalidator().within(entityManager));
        assertThatThrownBy(() -> node.transaction(entityManager -> entityManager.persist(new ParentEntity(1, "first"))))
                .hasStackTraceContaining("CV0310");
    }

    @ParameterizedTest
    @CsvSource({"true, 5", "false, 0"})
    void aNewVersionEvictsEntitiesThatNameNoCache(String evicts, int expected) throws SQLException {
        node = TestNode.start(
                Unit.ECLIPSELINK_JTA,
                UUID.randomUUID().toString(),
                Map.of("cache-versions.auto-start", "true", "cache-versions.evict-other-entities", evicts),
                ItemService.class);
        try (Connection connection = node.connection()) {
            Sql.updateOne(connection, "INSERT INTO item (id, amount) VALUES (1, 0)");
        }
        assertThat(node.request(() -> found(1))).isZero();
        assertThat(node.factory().getCache().contains(Item.class, 1L)).isTrue();
        try (Connection connection = node.connection()) {
            Sql.updateOne(connection, "UPDATE item SET amount = 5 WHERE id = 1");
            Sql.updateOne(
                    connection,
                    "UPDATE cache_version SET version = 'abcdefgh', revision = revision + 1 WHERE cache = 'items'");
        }
        assertThat(node.request(() -> found(1))).isEqualTo(expected);
    }

    private int found(long id) {
        try (EntityManager entityManager = node.factory().createEntityManager()) {
            return entityManager.find(Item.class, id).getAmount();
        }
    }

    @Test
    void aNewVersionEvictsFromTheSharedCache() throws SQLException {
        start(Unit.ECLIPSELINK_JTA);
        write(entityManager -> entityManager.persist(new ParentEntity(1, "first")));
        node.request(() -> node.versions().asMap());
        try (EntityManager entityManager = node.factory().createEntityManager()) {
            entityManager.find(ParentEntity.class, 1L);
        }
        assertThat(node.factory().getCache().contains(ParentEntity.class, 1L)).isTrue();
        try (Connection connection = node.connection()) {
            Sql.updateOne(connection, "UPDATE parententity SET name = 'other' WHERE id = 1");
            Sql.updateOne(
                    connection,
                    "UPDATE cache_version SET version = 'abcdefgh', revision = revision + 1 WHERE cache = 'parents'");
        }

        String seen = node.request(() -> {
            try (EntityManager entityManager = node.factory().createEntityManager()) {
                return entityManager.find(ParentEntity.class, 1L).name();
            }
        });
        assertThat(seen).isEqualTo("other");
    }

    /**
     * Returns by how much the revision of each changed cache has grown. Returns one for resource-local units, which may
     * create a revision for each write, since the library does not learn when their transaction ends.
     */
    private Map<String, Long> bumpedBy(Consumer<EntityManager> work) {
        SortedMap<String, Long> before = revisions();
        write(work);
        SortedMap<String, Long> bumped = new TreeMap<>();
        revisions().forEach((cache, revision) -> {
            if (revision > before.get(cache)) {
                bumped.put(cache, unit.jta ? revision - before.get(cache) : 1);
            }
        });
        return bumped;
    }

    private void write(Consumer<EntityManager> work) {
        write(node, unit, work);
    }

    /** Runs work in a transaction of the unit's kind that the library knows. */
    static void write(TestNode node, Unit unit, Consumer<EntityManager> work) {
        if (unit.jta) {
            TestNode.jta(() -> {
                EntityManager entityManager = node.factory().createEntityManager();
                entityManager.joinTransaction();
                work.accept(entityManager);
                return null;
            });
            return;
        }
        try (EntityManager entityManager = node.factory().createEntityManager();
                BoundInvalidator ignored = node.invalidator().within(entityManager)) {
            entityManager.getTransaction().begin();
            try {
                work.accept(entityManager);
                entityManager.getTransaction().commit();
            } finally {
                if (entityManager.getTransaction().isActive()) {
                    entityManager.getTransaction().rollback();
                }
            }
        }
    }

    private SortedMap<String, Long> revisions() {
        SortedMap<String, Long> revisions = new TreeMap<>();
        for (VersionRow row : node.contexts().pin().requireSnapshot().rows().values()) {
            revisions.put(row.cache(), row.revision());
        }
        return revisions;
    }
}
