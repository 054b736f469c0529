package org.cacheversions.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.cacheversions.testing.CacheAssertions.assertDoesNotInvalidate;
import static org.cacheversions.testing.CacheAssertions.assertInvalidates;
import static org.cacheversions.testing.CacheAssertions.invalidatedBy;
import static org.cacheversions.testing.assertj.CacheAssert.assertThatCaches;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.CacheScope;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.Scope;
import org.cacheversions.VersionedCache;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The assertions on a real database with real JTA transactions. */
class CacheAssertionsTest {

    private static final Map<String, String> BY_DEFAULT = Map.of("cache-versions.auto-start", "generated");

    private TestNode node;
    private ItemService items;

    @BeforeEach
    void start() {
        node = TestNode.start(Unit.ECLIPSELINK_JTA, ItemService.class, Others.class, Permissions.class);
        items = node.bean(ItemService.class);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @ApplicationScoped
    static class Others {

        @VersionedCache({"categories", "bans"})
        int menu() {
            return 1;
        }

        @Transactional
        @InvalidatesCache({"items", "categories"})
        void changeBoth() {}
    }

    @ApplicationScoped
    static class Permissions {

        @VersionedCache("permissions")
        int of(@CacheScope long user) {
            return 1;
        }

        @Transactional
        @InvalidatesCache("permissions")
        void grant(@CacheScope long user) {}

        @Transactional
        @InvalidatesCache("permissions")
        void rebuild() {}
    }

    @Test
    void aCommittedChangeInvalidatesOnlyThatCache() {
        assertInvalidates("items", () -> items.change(1, 5));
        assertDoesNotInvalidate("bans", () -> items.change(1, 6));
        assertThat(invalidatedBy(() -> node.bean(Others.class).changeBoth())).containsExactly("categories", "items");
        assertThat(invalidatedBy(() -> node.invalidator().invalidateAll())).contains("bans", "categories", "items");
    }

    @Test
    void aHelperAssertionFailsWhenTheCacheWasNotInvalidated() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertInvalidates("bans", () -> items.change(1, 5)))
                .withMessageContaining("'bans'")
                .withMessageContaining("[items]");
    }

    @Test
    void aRollbackInvalidatesNothing() {
        assertDoesNotInvalidate("items", () -> assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> items.changeInvalidateAndFail(1, 7)));
    }

    @Test
    void insideATransactionPendingInvalidationsCount() {
        TestNode.jta(() -> {
            assertInvalidates("items", () -> items.change(1, 5));
            // noted before, and noted again
            assertInvalidates("items", () -> items.change(1, 6));
            assertDoesNotInvalidate("items", () -> items.amount(1));
            assertDoesNotInvalidate("bans", () -> items.change(1, 7));
            assertThat(invalidatedBy(() -> node.invalidator().invalidateAll())).contains("bans", "categories", "items");
            assertThat(invalidatedBy(() -> node.invalidator().invalidateAll())).contains("bans");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> assertInvalidates("bands", () -> items.change(1, 8)));
            return null;
        });
    }

    @Test
    void insideATransactionASeparateCommitCounts() {
        TestNode.jta(() -> {
            assertInvalidates("items", () -> items.changeApart(1, 5));
            return null;
        });
    }

    @Test
    void versionsInMemoryFollowTheTransaction() {
        try (TestNode memory =
                TestNode.start(Unit.ECLIPSELINK_JTA, BY_DEFAULT, ItemService.class, InMemoryVersions.class)) {
            CacheInvalidator invalidator = memory.invalidator();
            InMemoryVersions versions = memory.bean(InMemoryVersions.class);
            String before = memory.versions().get("items");
            TestNode.jta(() -> {
                invalidator.invalidate("items");
                assertThat(memory.versions().get("items")).isEqualTo(before);
                TestNode.transactionManager().setRollbackOnly();
                return null;
            });
            assertThat(memory.versions().get("items")).isEqualTo(before);
            TestNode.jta(() -> {
                invalidator.invalidate("items");
                return null;
            });
            assertThat(memory.versions().get("items")).isNotEqualTo(before);
            assertThat(versions.read()).isNotEmpty();
        }
    }

    @Test
    void aScopeIsInvalidatedByItselfOrWithItsWholeCache() {
        assertScopes(node.bean(Permissions.class));
    }

    @Test
    void insideATransactionPendingScopesCount() {
        Permissions permissions = node.bean(Permissions.class);
        TestNode.jta(() -> {
            permissions.grant(7);
            assertScopes(permissions); // some of them were noted before, and are noted again
            return null;
        });
    }

    private static void assertScopes(Permissions permissions) {
        Scope seven = Scope.of("permissions", 7);
        Scope eight = Scope.of("permissions", 8);
        assertInvalidates(seven, () -> permissions.grant(7));
        assertInvalidates(seven, permissions::rebuild);
        assertInvalidates("permissions", permissions::rebuild);
        assertDoesNotInvalidate(eight, () -> permissions.grant(7));
        assertDoesNotInvalidate("items", () -> permissions.grant(7));
        assertThat(invalidatedBy(() -> permissions.grant(7))).containsExactly("permissions");
        assertThatCaches(() -> permissions.grant(7))
                .wereInvalidated(seven)
                .wereNotInvalidated(eight)
                .andNoOther();
        assertThatCaches(permissions::rebuild)
                .wereInvalidated(seven, eight)
                .wereInvalidated("permissions")
                .andNoOther();
        assertFails("CV1101", () -> assertInvalidates("permissions", () -> permissions.grant(7)));
        assertFails("CV1101", () -> assertInvalidates(eight, () -> permissions.grant(7)));
        assertFails("CV1102", () -> assertDoesNotInvalidate("permissions", () -> permissions.grant(7)));
        assertFails("CV1102", () -> assertDoesNotInvalidate(seven, () -> permissions.grant(7)));
        assertFails("CV1102", () -> assertDoesNotInvalidate(seven, permissions::rebuild));
        assertFails("CV1101", () -> assertThatCaches(() -> permissions.grant(7)).wereInvalidated("permissions"));
        assertFails("CV1102", () -> assertThatCaches(() -> permissions.grant(7)).wereNotInvalidated(seven));
        assertFails("CV1102", () -> assertThatCaches(() -> permissions.grant(7)).andNoOther());
        assertFails("CV1102", () -> assertThatCaches(permissions::rebuild)
                .wereInvalidated(seven)
                .andNoOther());
        assertFails("CV1103", () -> assertDoesNotInvalidate(Scope.of("permission", 7), () -> permissions.grant(7)));
    }

    @Test
    void versionsInMemoryHaveScopes() {
        try (TestNode memory = TestNode.start(
                Unit.ECLIPSELINK_JTA, BY_DEFAULT, ItemService.class, Permissions.class, InMemoryVersions.class)) {
            Permissions permissions = memory.bean(Permissions.class);
            InMemoryVersions versions = memory.bean(InMemoryVersions.class);
            assertThat(memory.versions().get("permissions")).isNotNull(); // it is started
            TestNode.jta(() -> {
                permissions.grant(7);
                permissions.grant(8);
                assertThat(journal(versions)).isEmpty();
                return null;
            });
            assertThat(journal(versions)).containsExactlyInAnyOrder("2 =7", "2 =8");
        }
    }

    private static List<String> journal(InMemoryVersions versions) {
        return versions.read(rows -> new TreeMap<>(Map.of("permissions", 2L))).journal().stream()
                .map(each -> each.revision() + " " + each.scope())
                .toList();
    }

    private static void assertFails(String code, Runnable assertion) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(assertion::run)
                .withMessageStartingWith(code)
                .withMessageContaining("permissions");
    }

    @Test
    void anObserverSeesScopesAndWholeCaches() {
        Permissions permissions = node.bean(Permissions.class);
        CacheObserver observer = CacheObserver.begin();
        permissions.grant(7);
        permissions.grant(8);
        assertThat(observer.invalidatedScopes()).containsExactly(entry("permissions", Set.of("=7", "=8")));
        permissions.rebuild();
        assertThat(observer.invalidatedScopes()).containsExactly(entry("permissions", Set.of()));
        permissions.grant(7);
        assertThat(observer.invalidatedScopes()).containsExactly(entry("permissions", Set.of()));
    }
}
