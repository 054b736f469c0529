package org.cacheversions.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.cacheversions.testing.CacheAssertions.assertDoesNotInvalidate;
import static org.cacheversions.testing.CacheAssertions.assertInvalidates;
import static org.cacheversions.testing.CacheAssertions.invalidatedBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The assertions on a real database with real JTA transactions. */
class CacheAssertionsTest {

    private TestNode node;
    private ItemService items;

    @BeforeEach
    void start() {
        node = TestNode.start(Unit.ECLIPSELINK_JTA, ItemService.class, Others.class);
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
                TestNode.start(Unit.ECLIPSELINK_JTA, java.util.Map.of(), ItemService.class, InMemoryVersions.class)) {
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
}
