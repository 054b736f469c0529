package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.Cache;
import org.cacheversions.CacheKey;
import org.cacheversions.CacheName;
import org.cacheversions.CacheScope;
import org.cacheversions.CachesInvalidated;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.Scope;
import org.cacheversions.VersionedCache;
import org.cacheversions.migration.StartCacheVersioning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scopes are invalidated in the application's transaction, on every node. */
class ScopesTest {

    private final String database = UUID.randomUUID().toString();
    private TestNode node;
    private TestNode other;
    private Permissions permissions;

    private void start(Unit unit) {
        node = TestNode.start(unit, database, Permissions.class, Events.class);
        other = TestNode.start(unit, database, Permissions.class);
        permissions = node.bean(Permissions.class);
        for (TestNode each : List.of(node, other)) {
            for (long user = 1; user <= 3; user++) {
                load(each, user);
            }
            each.request(() -> each.bean(Permissions.class).all());
        }
    }

    @AfterEach
    void stop() {
        if (node != null) {
            node.close();
            other.close();
        }
    }

    private static int load(TestNode at, long user) {
        return at.request(() -> at.bean(Permissions.class).of(user));
    }

    /** Asserts which of three users' entries, and whether those of all, were loaded anew on both nodes. */
    private void assertAnew(Set<Long> users, boolean all) {
        for (TestNode each : List.of(node, other)) {
            for (long user = 1; user <= 3; user++) {
                int before = each.bean(Permissions.class).loads();
                load(each, user);
                assertThat(each.bean(Permissions.class).loads() > before)
                        .as("user %s", user)
                        .isEqualTo(users.contains(user));
            }
            int before = each.bean(Permissions.class).loads();
            each.request(() -> each.bean(Permissions.class).all());
            assertThat(each.bean(Permissions.class).loads() > before).as("all").isEqualTo(all);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutATransaction(Unit unit) {
        start(unit);
        node.invalidator().invalidate(Scope.of("permissions", 2));
        assertAnew(Set.of(2L), true);
        assertAnew(Set.of(), false);
        node.invalidator().invalidate(Scope.of("permissions", 1), Scope.of("permissions", "3"));
        assertAnew(Set.of(1L, 3L), true);
        node.invalidator().invalidate("permissions");
        assertAnew(Set.of(1L, 2L, 3L), true);
        node.invalidator().invalidate(Scope.of("permissions", 2));
        assertAnew(Set.of(2L), true);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void byAnnotationInATransaction(Unit unit) {
        start(unit);
        permissions.grant(2L);
        assertAnew(Set.of(2L), true);
        permissions.grantAll(List.of(1L, 2L));
        assertAnew(Set.of(1L, 2L), true);
        permissions.grantAll(new long[] {3L});
        assertAnew(Set.of(3L), true);
        permissions.grant(null);
        assertAnew(Set.of(1L, 2L, 3L), true);
        assertThat(catchThrowable(() -> permissions.grantAndFail(1))).isNotNull();
        assertAnew(Set.of(), false);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void withinAnEntityManager(Unit unit) {
        start(unit);
        node.transaction(entityManager -> {
            try (BoundInvalidator bound = node.invalidator().within(entityManager)) {
                bound.invalidate(Scope.of("permissions", 2));
            }
        });
        assertAnew(Set.of(2L), true);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void withinAConnection(Unit unit) throws Exception {
        start(unit);
        for (boolean commits : new boolean[] {false, true}) {
            try (Connection connection = node.connection()) {
                connection.setAutoCommit(false);
                try (BoundInvalidator bound = node.invalidator().within(connection)) {
                    bound.invalidate(Scope.of("permissions", 2), Scope.of("permissions", 3));
                    if (commits) {
                        connection.commit();
                    } else {
                        connection.rollback();
                        bound.discardPending();
                    }
                }
            }
            assertAnew(commits ? Set.of(2L, 3L) : Set.of(), commits);
        }
    }

    @Test
    void anInjectedCacheHasScopes() {
        start(Unit.HIBERNATE_LOCAL);
        Cache menus = permissions.menus();
        for (int i = 0; i < 2; i++) {
            assertThat(node.request(() -> menus.scope(1L).get("menu", () -> "one")))
                    .isEqualTo("one");
            assertThat(node.request(() -> menus.scope(2L).get("menu", () -> "two")))
                    .isEqualTo("two");
        }
        node.invalidator().invalidate(Scope.of("permissions", 1));
        assertThat(node.request(() -> menus.scope(1L).get("menu", () -> "anew")))
                .isEqualTo("anew");
        assertThat(node.request(() -> menus.scope(2L).get("menu", () -> "anew")))
                .isEqualTo("two");
        assertThat(node.request(() -> menus.scope(2L).getIfPresent("menu", String.class)))
                .contains("two");
    }

    @Test
    void theEventNamesTheScopes() {
        start(Unit.HIBERNATE_JTA);
        Events events = node.bean(Events.class);
        permissions.grantAll(List.of(1L, 2L));
        assertThat(events.last().caches()).containsExactly("permissions");
        assertThat(events.last().scopes()).containsExactly(entry("permissions", Set.of("=1", "=2")));
        node.invalidator().invalidate(Scope.of("permissions", "a b"));
        assertThat(events.last().scopes())
                .containsExactly(entry(
                        "permissions", Set.of(Scope.of("permissions", "a b").text())));
        TestNode.jta(() -> {
            permissions.grant(1L);
            node.invalidator().invalidate("permissions");
            return null;
        });
        assertThat(events.last().scopes()).containsExactly(entry("permissions", Set.of()));
        node.invalidator().invalidateAll();
        assertThat(events.last().scopes()).contains(entry("permissions", Set.of()));
        assertThat(catchThrowable(() -> events.last().scopes().clear()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aScopeOfAnotherSizeIsRefused() {
        start(Unit.HIBERNATE_LOCAL);
        Scope tenant = Scope.of("permissions", "tenant", 1);
        assertThat(catchThrowable(() -> node.invalidator().invalidate(tenant))).hasMessageStartingWith("CV0265");
        node.transaction(entityManager -> {
            try (BoundInvalidator bound = node.invalidator().within(entityManager)) {
                assertThat(catchThrowable(() -> bound.invalidate(tenant))).hasMessageStartingWith("CV0265");
            }
        });
        assertThat(catchThrowable(() -> permissions.menus().scope("tenant", 1))).hasMessageStartingWith("CV0265");
        node.request(() -> {
            assertThat(catchThrowable(() -> node.versions().get(tenant))).hasMessageStartingWith("CV0265");
            assertThat(catchThrowable(() -> node.versions().key(tenant, "part")))
                    .hasMessageStartingWith("CV0265");
            assertThat(node.versions().key(Scope.of("permissions", 1), "part")).startsWith("permissions:=1:");
            return null;
        });
        assertAnew(Set.of(), false);
    }

    @Test
    void scopesOfAnInjectedCacheHaveTheSizeOfTheFirst() {
        start(Unit.HIBERNATE_LOCAL);
        Cache pages = permissions.pages();
        assertThat(node.request(() -> pages.scope("tenant", 1).get("page", () -> "one")))
                .isEqualTo("one");
        assertThat(catchThrowable(() -> pages.scope("tenant"))).hasMessageStartingWith("CV0265");
        assertThat(catchThrowable(() -> node.invalidator().invalidate(Scope.of("pages", 1))))
                .hasMessageStartingWith("CV0265");
        assertThat(catchThrowable(() -> node.invalidator().invalidate(Scope.of("layouts", 1))))
                .as("the second cache")
                .hasMessageStartingWith("CV0265");
        node.invalidator().invalidate(Scope.of("layouts", "tenant", 1));
        assertThat(node.request(() -> pages.scope("tenant", 1).get("page", () -> "anew")))
                .isEqualTo("anew");
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void noMethodNeedsToNameTheScopesOfAnInjectedCache(Unit unit) {
        start(unit);
        Cache pages = permissions.pages();
        for (String name : List.of("first", "after a whole invalidation")) {
            assertThat(page(pages, 1, name)).isEqualTo(name);
            assertThat(page(pages, 2, name)).isEqualTo(name);
            node.invalidator().invalidate(Scope.of("pages", "tenant", 1));
            assertThat(page(pages, 1, "anew")).isEqualTo("anew");
            assertThat(page(pages, 2, "anew")).as("another scope").isEqualTo(name);
            node.invalidator().invalidate("pages");
        }
    }

    private String page(Cache pages, int id, String loaded) {
        return node.request(() -> pages.scope("tenant", id).get("page", () -> loaded));
    }

    /** An older release, or plain SQL, has invalidated or started the cache. */
    @Test
    void aMigrationAddsTheRecordThatAScopeFollows() throws Exception {
        start(Unit.HIBERNATE_LOCAL);
        for (boolean recorded : new boolean[] {false, true}) {
            try (Connection connection = node.connection();
                    Statement statement = connection.createStatement()) {
                statement.execute("UPDATE cache_version SET version = '" + recorded
                        + "', revision = revision + 1 WHERE cache = 'permissions'");
            }
            assertAnew(Set.of(1L, 2L, 3L), true);
            if (recorded) {
                try (Connection connection = node.connection()) {
                    new StartCacheVersioning("permissions")
                            .ifAbsent()
                            .withScopes()
                            .apply(connection);
                }
            }
            node.invalidator().invalidate(Scope.of("permissions", 2));
            assertAnew(recorded ? Set.of(2L) : Set.of(1L, 2L, 3L), true);
        }
    }

    @Test
    void aPartOfTheKeyMayBeTheScope() {
        start(Unit.HIBERNATE_LOCAL);
        for (int i = 0; i < 2; i++) {
            assertThat(node.request(() -> permissions.menu(1, "a", "x"))).isEqualTo("1 a x");
            assertThat(node.request(() -> permissions.menu(2, "a", "y"))).isEqualTo("2 a y");
        }
        assertThat(node.request(() -> permissions.menu(1, "a", "z")))
                .as("not a part of the key")
                .isEqualTo("1 a x");
    }

    @Test
    void badScopesFailTheDeployment() {
        assertThat(catchThrowable(() -> TestNode.start(Unit.HIBERNATE_LOCAL, Bad.class)))
                .hasStackTraceContaining("CV0261")
                .hasStackTraceContaining("CV0262")
                .hasStackTraceContaining("CV0263");
    }

    @ApplicationScoped
    static class Permissions {

        @Inject
        @CacheName("permissions")
        Cache menus;

        @Inject
        @CacheName({"pages", "layouts"})
        Cache pages;

        private final AtomicInteger loads = new AtomicInteger();

        @VersionedCache("permissions")
        Integer of(@CacheScope long user) {
            return loads.incrementAndGet();
        }

        @VersionedCache("permissions")
        Integer all() {
            return loads.incrementAndGet();
        }

        @VersionedCache("permissions")
        String menu(@CacheScope long user, @CacheKey String name, String rest) {
            return user + " " + name + " " + rest;
        }

        @Transactional
        @InvalidatesCache("permissions")
        void grant(@CacheScope Long user) {}

        @Transactional
        @InvalidatesCache("permissions")
        void grantAll(@CacheScope Collection<Long> users) {}

        @Transactional
        @InvalidatesCache("permissions")
        void grantAll(@CacheScope long[] users) {}

        @Transactional
        @InvalidatesCache("permissions")
        void grantAndFail(@CacheScope long user) {
            throw new IllegalStateException("on purpose");
        }

        Cache menus() {
            return menus;
        }

        Cache pages() {
            return pages;
        }

        int loads() {
            return loads.get();
        }
    }

    @ApplicationScoped
    static class Events {

        private final AtomicReference<CachesInvalidated> last = new AtomicReference<>();

        void observe(@Observes CachesInvalidated event) {
            last.set(event);
        }

        CachesInvalidated last() {
            return last.get();
        }
    }

    @ApplicationScoped
    static class Bad {

        @VersionedCache("permissions")
        Integer ofDouble(@CacheScope double user) {
            return 1;
        }

        @VersionedCache("permissions")
        Integer ofOther(@CacheScope("bans") long user) {
            return 1;
        }

        @VersionedCache("permissions")
        Integer ofOne(@CacheScope long user) {
            return 1;
        }

        @InvalidatesCache("permissions")
        void ofTwo(@CacheScope long user, @CacheScope String tenant) {}
    }
}
