package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheScope;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a node where only entities name the scopes of a cache, its invalidations are those of scopes, too. */
class ScopesOfEntitiesOnlyTest {

    /** On another node. */
    @ApplicationScoped
    static class Groups {

        private final AtomicInteger loads = new AtomicInteger();

        @VersionedCache("groups")
        Integer of(@CacheScope String group) {
            return loads.incrementAndGet();
        }

        int loads() {
            return loads.get();
        }
    }

    @ApplicationScoped
    static class Nothing {}

    private static boolean isAnew(TestNode reader, String group) {
        Groups groups = reader.bean(Groups.class);
        int before = groups.loads();
        reader.request(() -> groups.of(group));
        return groups.loads() > before;
    }

    private static void move(TestNode writer, Unit unit, String group) {
        EntityInvalidationTest.write(writer, unit, entityManager -> entityManager
                .find(GrantEntity.class, GrantEntity.key(7, 1))
                .move(group));
    }

    @ParameterizedTest
    @EnumSource
    void theFirstInvalidationAfterAStartOrAWholeOneIsOfItsScope(Unit unit) {
        String database = UUID.randomUUID().toString();
        try (TestNode writer = TestNode.start(unit, database, Nothing.class)) {
            writer.engine();
            try (TestNode reader = TestNode.start(unit, database, Groups.class)) {
                isAnew(reader, "a");
                isAnew(reader, "b");
                isAnew(reader, "c");
                EntityInvalidationTest.write(
                        writer,
                        unit,
                        entityManager -> entityManager.persist(new GrantEntity(7, 1, GrantEntity.Level.READ, "a")));
                assertThat(isAnew(reader, "a")).isTrue();
                assertThat(isAnew(reader, "b")).as("another scope").isFalse();

                writer.invalidator().invalidate("groups");
                assertThat(isAnew(reader, "a")).isTrue();
                assertThat(isAnew(reader, "b")).isTrue();
                assertThat(isAnew(reader, "c")).isTrue();
                move(writer, unit, "b");
                assertThat(isAnew(reader, "a")).isTrue();
                assertThat(isAnew(reader, "b")).isTrue();
                assertThat(isAnew(reader, "c")).as("another scope").isFalse();

                writer.invalidator().invalidateAll();
                assertThat(isAnew(reader, "c")).isTrue();
                move(writer, unit, "a");
                assertThat(isAnew(reader, "c")).as("another scope").isFalse();
            }
        }
    }
}
