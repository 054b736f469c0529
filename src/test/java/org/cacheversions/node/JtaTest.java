package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.VersionedCache;
import org.cacheversions.internal.jpa.JpaVersionSource;
import org.cacheversions.internal.jpa.OwnTransaction;
import org.cacheversions.persistence.CacheVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole path on real parts: Weld, Narayana, both persistence providers, H2. */
class JtaTest {

    private TestNode node;
    private ItemService items;

    private void start(Unit unit) {
        node = TestNode.start(unit, ItemService.class);
        items = node.bean(ItemService.class);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void loadsOnceAndAgainAfterACommit(Unit unit) {
        start(unit);
        assertThat(node.request(() -> items.amount(1))).isZero();
        assertThat(node.request(() -> items.amount(1))).isZero();
        assertThat(items.loads()).isEqualTo(1);
        String before = node.versions().get("items");

        node.request(() -> {
            items.change(1, 5);
            return null;
        });

        assertThat(node.versions().get("items")).isNotEqualTo(before).hasSize(8);
        assertThat(node.request(() -> items.amount(1))).isEqualTo(5);
        assertThat(node.request(() -> items.amount(1))).isEqualTo(5);
        assertThat(items.loads()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void aRollbackChangesNothing(Unit unit) {
        start(unit);
        node.request(() -> items.amount(1));
        String before = node.versions().get("items");

        assertThatThrownBy(() -> node.request(() -> {
                    items.changeInvalidateAndFail(1, 7);
                    return null;
                }))
                .hasMessage("on purpose");

        assertThat(node.versions().get("items")).isEqualTo(before);
        assertThat(node.request(() -> items.amount(1))).isZero();
        assertThat(items.loads()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void theInvalidatingRequestSeesItsOwnWrites(Unit unit) {
        start(unit);
        node.request(() -> items.amount(1));

        node.request(() -> {
            // self-invocation bypasses the interceptor, so the bean calls itself through its proxy
            assertThat(TestNode.jta(() -> {
                        items.write(1, 3);
                        node.invalidator().invalidate("items");
                        return items.amount(1);
                    }))
                    .isEqualTo(3);
            assertThat(items.amount(1)).isEqualTo(3);
            assertThat(items.amount(1)).isEqualTo(3);
            return null;
        });
        assertThat(items.loads()).isEqualTo(4);
        assertThat(node.request(() -> items.amount(1))).isEqualTo(3);
        assertThat(node.request(() -> items.amount(1))).isEqualTo(3);
        assertThat(items.loads()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void aLoadInATransactionIsStoredOnlyAfterItsCommit(Unit unit) {
        start(unit);
        node.request(() -> TestNode.jta(() -> {
            items.write(1, 9);
            assertThat(items.amount(1)).isEqualTo(9);
            TestNode.transactionManager().setRollbackOnly();
            return null;
        }));
        assertThat(node.request(() -> items.amount(1))).isZero();
        node.request(() -> TestNode.jta(() -> items.amount(2)));
        int loads = items.loads();
        node.request(() -> items.amount(2));
        assertThat(items.loads()).isEqualTo(loads);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void aSuspendedTransactionStoresNoOldDataUnderANewLabel(Unit unit) {
        start(unit);
        node.request(() -> TestNode.jta(() -> {
            items.read(1);
            items.changeApart(1, 4);
            assertThat(items.amount(1)).isEqualTo(4);
            return null;
        }));
        assertThat(node.request(() -> items.amount(1))).isEqualTo(4);
    }

    /** The result does not depend on whether the library takes part in the transaction before it is marked. */
    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void aRollbackOnlyTransactionInvalidatesSilently(Unit unit) {
        start(unit);
        node.request(() -> items.amount(1));
        String before = node.versions().get("items");
        try (LogCapture log = new LogCapture()) {
            for (boolean known : new boolean[] {true, false}) {
                node.request(() -> TestNode.jta(() -> {
                    items.write(1, 3);
                    if (known) {
                        items.amount(2);
                    }
                    TestNode.transactionManager().setRollbackOnly();
                    node.invalidator().invalidate("items");
                    node.invalidator().invalidateAll();
                    return null;
                }));
            }
            assertThat(log.warnings()).isEmpty();
        }
        assertThat(node.versions().get("items")).isEqualTo(before);
        assertThat(node.request(() -> items.amount(1))).isZero();
    }

    /** Otherwise, from then on the versions would be written after the commits. */
    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void aLostTransactionDoesNotMakeTheUnitResourceLocal(Unit unit) {
        start(unit);
        Fragile transactions = new Fragile();
        JpaVersionSource source = new JpaVersionSource(node.factory(), transactions);
        transactions.lost = true;
        assertThatThrownBy(() -> source.invalidate(new TreeSet<>(Set.of("items"))))
                .isInstanceOf(RuntimeException.class);
        transactions.lost = false;

        TestNode.jta(() -> {
            source.enlist().release();
            return null;
        });
    }

    /** The container rolls the transaction back silently. */
    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void aSeparateTransactionLostDuringAWriteIsReported(Unit unit) {
        start(unit);
        node.request(() -> items.amount(1));
        String before = node.versions().get("items");
        Fragile transactions = new Fragile();
        JpaVersionSource source = new JpaVersionSource(node.factory(), transactions);
        transactions.over = true;

        assertThatThrownBy(() -> source.invalidate(new TreeSet<>(Set.of("items"))))
                .isInstanceOf(CacheVersionsException.class)
                .hasMessageStartingWith("CV0320");
        assertThat(node.versions().get("items")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void labelsFixedInATransactionStoreNothing(Unit unit) {
        start(unit);
        TestNode.jta(() -> items.amount(1));
        TestNode.jta(() -> items.amount(1));
        assertThat(items.loads()).isEqualTo(2);
        items.amount(1);
        TestNode.jta(() -> items.amount(1));
        assertThat(items.loads()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void onlyNamedVersionsChangeUnlessAllAreInvalidated(Unit unit) {
        node = TestNode.start(unit, ItemService.class, Others.class);
        Map<String, String> before = node.versions().asMap();
        assertThat(before).containsKeys("bans", "subclasses", "categories", "items", "children", "parents");
        node.invalidator().invalidate("bans");
        Map<String, String> one = node.versions().asMap();
        assertThat(one.get("bans")).isNotEqualTo(before.get("bans"));
        assertThat(one.get("items")).isEqualTo(before.get("items"));
        assertThat(one.get("categories")).isEqualTo(before.get("categories"));
        TestNode.jta(() -> {
            node.invalidator().invalidate("items", "categories", "items");
            node.invalidator().invalidate("items");
            return null;
        });
        assertThat(node.versions().key("items")).startsWith("items:2-");
        assertThat(node.versions().key("categories")).startsWith("categories:2-");
        TestNode.jta(() -> {
            node.invalidator().invalidateAll();
            return null;
        });
        assertThat(node.versions().key("items")).startsWith("items:3-");
        assertThat(node.versions().key("bans")).startsWith("bans:3-");
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_JTA", "HIBERNATE_JTA"})
    void anotherNodeSeesTheChangeDespiteTheSharedCache(Unit unit) {
        start(unit);
        String database = UUID.randomUUID().toString();
        try (TestNode first = TestNode.start(unit, database, ItemService.class);
                TestNode second = TestNode.start(unit, database, ItemService.class)) {
            ItemService writer = first.bean(ItemService.class);
            ItemService reader = second.bean(ItemService.class);
            second.factory().createEntityManager().find(CacheVersion.class, "items");
            assertThat(second.request(() -> reader.amount(1))).isZero();
            String version = second.versions().get("items");
            writer.change(1, 8);
            second.factory().createEntityManager().find(CacheVersion.class, "items");
            assertThat(second.versions().get("items")).isNotEqualTo(version);
            assertThat(second.request(() -> reader.amount(1))).isEqualTo(8);
            assertThat(reader.loads()).isEqualTo(2);
        }
    }

    /** Transactions that end early. */
    private static final class Fragile implements OwnTransaction {

        private boolean lost;
        private boolean over;

        @Override
        public <T> T required(Supplier<T> work) {
            return TestNode.jta(() -> {
                if (lost) {
                    TestNode.transactionManager().setRollbackOnly();
                }
                return work.get();
            });
        }

        @Override
        public boolean canCommit() {
            return !lost && !over;
        }

        @Override
        public <T> T none(Supplier<T> work) {
            return work.get();
        }
    }

    @ApplicationScoped
    static class Others {
        @VersionedCache({"categories", "bans"})
        int menu() {
            return 1;
        }
    }
}
