package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Persistence;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.cacheversions.CacheInvalidationListener;
import org.cacheversions.CacheScope;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.CachesInvalidated;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.node.GrantEntity.Level;
import org.cacheversions.persistence.CacheJournal;
import org.cacheversions.persistence.CacheVersion;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entities that invalidate a scope, the value of one of their attributes, when they are written. */
final class ScopedEntitiesTest {

    private static final Set<String> WHOLE = Set.of();
    private static EntityManagerFactory produced;

    private TestNode node;
    private Unit unit;

    @TempDir
    private Path directory;

    private void start(Unit on) {
        unit = on;
        node = TestNode.start(unit, Events.class);
        node.engine();
    }

    @AfterEach
    void stop() {
        if (node != null) {
            node.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUpdateInvalidatesTheOldAndTheNewValue(Unit on) {
        start(on);
        assertThat(by(entityManager -> entityManager.persist(new GrantEntity(7, 1, Level.READ, "a"))))
                .isEqualTo(Map.of("grants", Set.of("=7:READ"), "rights", Set.of("=7:READ"), "groups", Set.of("=a")));
        assertThat(by(entityManager -> grant(entityManager).set(Level.WRITE)))
                .isEqualTo(Map.of(
                        "grants",
                        Set.of("=7:READ", "=7:WRITE"),
                        "rights",
                        Set.of("=7:READ", "=7:WRITE"),
                        "groups",
                        Set.of("=a")));
        assertThat(by(entityManager -> {
                    grant(entityManager).move("b");
                    entityManager.flush();
                    grant(entityManager).move("c");
                }))
                .containsEntry("groups", Set.of("=a", "=b", "=c"));
        assertThat(by(entityManager -> entityManager.merge(new GrantEntity(7, 1, Level.WRITE, "d"))))
                .containsEntry("groups", Set.of("=c", "=d"));
        assertThat(by(ScopedEntitiesTest::grant)).as("a read").isEmpty();
        assertThat(by(entityManager -> {
                    GrantEntity grant = grant(entityManager);
                    grant.move("e");
                    entityManager.refresh(grant);
                    grant.move("f");
                }))
                .as("refreshed")
                .containsEntry("groups", Set.of("=d", "=f"));
    }

    @ParameterizedTest
    @EnumSource
    void aRemovalInvalidatesTheLoadedValueToo(Unit on) {
        start(on);
        by(entityManager -> entityManager.persist(new GrantEntity(7, 1, Level.READ, "a")));
        assertThat(by(entityManager -> {
                    GrantEntity grant = grant(entityManager);
                    grant.move("b");
                    entityManager.remove(grant);
                }))
                .isEqualTo(
                        Map.of("grants", Set.of("=7:READ"), "rights", Set.of("=7:READ"), "groups", Set.of("=a", "=b")));
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownValueInvalidatesTheWholeCache(Unit on) {
        start(on);
        assertThat(by(entityManager -> entityManager.persist(new GrantEntity(7, 1, Level.READ, null))))
                .containsEntry("groups", WHOLE)
                .containsEntry("grants", Set.of("=7:READ"));
        assertThat(by(entityManager -> grant(entityManager).move("a"))).containsEntry("groups", WHOLE);
        assertThat(by(entityManager -> grant(entityManager).move("b"))).containsEntry("groups", Set.of("=a", "=b"));
    }

    @ParameterizedTest
    @EnumSource
    void aGeneratedIdIsTheScopeAfterTheInsert(Unit on) {
        start(on);
        MemberEntity member = new MemberEntity();
        assertThat(by(entityManager -> entityManager.persist(member)))
                .isEqualTo(Map.of("members", Set.of("=" + member.id())));
        assertThat(by(entityManager ->
                        entityManager.find(MemberEntity.class, member.id()).rename("other")))
                .isEqualTo(Map.of("members", Set.of("=" + member.id())));
    }

    @ParameterizedTest
    @EnumSource
    void cascadesAndOrphansInvalidateTheScopeOfTheOther(Unit on) {
        start(on);
        AtomicLong id = new AtomicLong();
        assertThat(by(entityManager -> {
                    MemberEntity member = new MemberEntity();
                    member.badges().add(new BadgeEntity(10, member));
                    member.badges().add(new BadgeEntity(11, member));
                    entityManager.persist(member);
                    entityManager.flush();
                    id.set(member.id());
                }))
                .as("a cascade")
                .containsEntry("badges", Set.of("=" + id));
        assertThat(by(entityManager -> entityManager
                        .find(MemberEntity.class, id.get())
                        .badges()
                        .remove(0)))
                .as("an orphan")
                .containsEntry("badges", Set.of("=" + id));
        assertThat(by(entityManager -> entityManager.remove(entityManager.find(MemberEntity.class, id.get()))))
                .as("EclipseLink may remove the parts without notice")
                .containsEntry("badges", isEclipseLink() ? WHOLE : Set.of("=" + id))
                .containsEntry("members", Set.of("=" + id));
    }

    @ParameterizedTest
    @EnumSource
    void aToOneAttributeStandsForTheIdOfItsTarget(Unit on) {
        start(on);
        MemberEntity one = new MemberEntity();
        MemberEntity other = new MemberEntity();
        by(entityManager -> {
            entityManager.persist(one);
            entityManager.persist(other);
            entityManager.persist(new BadgeEntity(10, one));
        });
        assertThat(by(entityManager -> {
                    BadgeEntity badge = entityManager.find(BadgeEntity.class, 10L);
                    badge.rename("other");
                    entityManager.flush();
                    assertThat(node.factory().getPersistenceUnitUtil().isLoaded(badge.member()))
                            .as("EclipseLink does not weave here")
                            .isEqualTo(isEclipseLink());
                }))
                .isEqualTo(Map.of("badges", Set.of("=" + one.id())));
        assertThat(by(entityManager -> entityManager
                        .find(BadgeEntity.class, 10L)
                        .giveTo(entityManager.find(MemberEntity.class, other.id()))))
                .isEqualTo(Map.of("badges", Set.of("=" + one.id(), "=" + other.id())));
    }

    @ParameterizedTest
    @EnumSource
    void aRollbackInvalidatesNothing(Unit on) {
        start(on);
        by(entityManager -> entityManager.persist(new GrantEntity(7, 1, Level.READ, "a")));
        assertThat(catchThrowable(() -> by(entityManager -> {
                    grant(entityManager).move("b");
                    entityManager.flush();
                    throw new IllegalStateException("on purpose");
                })))
                .hasMessage("on purpose");
        assertThat(by(entityManager -> grant(entityManager).move("c"))).containsEntry("groups", Set.of("=a", "=c"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "ECLIPSELINK_LOCAL"})
    void aBulkUpdateInvalidatesTheWholeCaches(Unit on) {
        start(on);
        assertThat(by(entityManager -> entityManager
                        .createQuery("UPDATE GrantEntity g SET g.groupName = 'x'")
                        .executeUpdate()))
                .isEqualTo(Map.of("grants", WHOLE, "rights", WHOLE, "groups", WHOLE));
    }

    @Test
    void theRequestBypassesTheScopeFromThePersistOn() {
        start(Unit.HIBERNATE_JTA);
        by(entityManager -> node.request(() -> {
            entityManager.persist(new GrantEntity(7, 1, Level.READ, "a"));
            assertThat(node.engine().invalidator().pending().targets().scopes()).containsEntry("groups", Set.of("=a"));
            entityManager.persist(new MemberEntity());
            return null;
        }));
        assertThat(node.bean(Events.class).last())
                .hasEntrySatisfying("members", scopes -> assertThat(scopes).doesNotContain("=0"));
    }

    @ParameterizedTest
    @ValueSource(classes = {HibernatePersistenceProvider.class, PersistenceProvider.class})
    void badAttributesFailTheDeployment(Class<?> provider) throws Exception {
        try (OwnUnit ignored = new OwnUnit(
                        directory,
                        provider,
                        "jdbc:h2:mem:" + UUID.randomUUID(),
                        CacheVersion.class,
                        CacheJournal.class,
                        Misnamed.class,
                        OfDouble.class,
                        OfNested.class,
                        OfTwo.class);
                EntityManagerFactory factory = Persistence.createEntityManagerFactory(OwnUnit.NAME)) {
            produced = factory;
            assertThat(catchThrowable(ScopedEntitiesTest::startWithOwnUnit))
                    .hasStackTraceContaining("CV0263")
                    .hasStackTraceContaining("CV0266")
                    .hasStackTraceContaining("usrId")
                    .hasStackTraceContaining("other.amount")
                    .hasStackTraceContaining("CV0267")
                    .hasStackTraceContaining("double");
        }
    }

    private static void startWithOwnUnit() {
        try (SeContainer container =
                Cdi.start(Map.of("cache-versions.auto-start", "true"), Units.class, Cached.class)) {
            container.select(CacheRuntime.class).get().engine();
        }
    }

    @Test
    void aScopeByNameIsForEntitiesOnly() {
        assertThat(catchThrowable(() -> TestNode.start(Unit.HIBERNATE_LOCAL, Misplaced.class)))
                .hasStackTraceContaining("CV0268");
    }

    private boolean isEclipseLink() {
        return unit.unit.startsWith("eclipselink");
    }

    private static GrantEntity grant(EntityManager entityManager) {
        return entityManager.find(GrantEntity.class, GrantEntity.key(7, 1));
    }

    /** Returns the scopes that this work invalidates, by cache. */
    private SortedMap<String, Set<String>> by(Consumer<EntityManager> work) {
        Events events = node.bean(Events.class);
        events.clear();
        EntityInvalidationTest.write(node, unit, work);
        return events.last();
    }

    @ApplicationScoped
    static class Events {

        private final Queue<CachesInvalidated> all = new ConcurrentLinkedQueue<>();

        void observe(@Observes CachesInvalidated event) {
            all.add(event);
        }

        void clear() {
            all.clear();
        }

        SortedMap<String, Set<String>> last() {
            SortedMap<String, Set<String>> scopes = new TreeMap<>();
            for (CachesInvalidated event : all) {
                event.scopes().forEach((cache, texts) -> scopes.put(cache, new TreeSet<>(texts)));
                assertThat(event.scopes().keySet()).containsAll(event.caches());
            }
            return scopes;
        }
    }

    @ApplicationScoped
    static class Units {

        @Produces
        @CacheVersionsUnit
        @ApplicationScoped
        EntityManagerFactory unit() {
            return produced;
        }
    }

    @ApplicationScoped
    static class Cached {

        @VersionedCache("permissions")
        Integer of(@CacheScope long user) {
            return 1;
        }
    }

    @ApplicationScoped
    static class Misplaced {

        @InvalidatesCache(value = "permissions", scope = "user")
        void grant(long user) {}
    }

    @Entity(name = "Misnamed")
    @InvalidatesCache(value = "permissions", scope = "usrId")
    @EntityListeners(CacheInvalidationListener.class)
    static class Misnamed {

        @Id
        long userId;
    }

    @Entity(name = "OfDouble")
    @InvalidatesCache(value = "permissions", scope = "amount")
    @EntityListeners(CacheInvalidationListener.class)
    static class OfDouble {

        @Id
        long id;

        double amount;
    }

    @Entity(name = "OfNested")
    @InvalidatesCache(value = "permissions", scope = "other.amount")
    @EntityListeners(CacheInvalidationListener.class)
    static class OfNested {

        @Id
        long id;

        @ManyToOne
        OfDouble other;
    }

    @Entity(name = "OfTwo")
    @InvalidatesCache(
            value = "permissions",
            scope = {"id", "name"})
    @EntityListeners(CacheInvalidationListener.class)
    static class OfTwo {

        @Id
        long id;

        String name;
    }
}
