package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CachesInvalidated;
import org.cacheversions.VersionedCache;
import org.cacheversions.spi.VersionRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without a transaction manager, new versions still commit together with the data. */
@Tag("without-libraries")
class ResourceLocalTest {

    private TestNode node;
    private ItemService items;
    private Amounts amounts;

    private void start(Unit unit) {
        node = TestNode.start(unit, ItemService.class, Observer.class, Amounts.class);
        amounts = node.bean(Amounts.class);
        items = node.bean(ItemService.class);
        node.request(() -> items.amount(1));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void withinAnEntityManager(Unit unit) {
        start(unit);
        String before = node.versions().get("items");
        node.request(() -> {
            node.transaction(entityManager -> {
                entityManager.merge(new Item(1, 5));
                entityManager.flush();
                try (BoundInvalidator invalidator = node.invalidator().within(entityManager)) {
                    invalidator.invalidate("items");
                    invalidator.invalidate("items");
                }
                assertThat(node.versions().get("items")).isEqualTo(before);
            });
            assertThat(items.amount(1)).isEqualTo(5);
            return null;
        });
        assertThat(node.versions().get("items")).isNotEqualTo(before);
        assertThat(node.request(() -> items.amount(1))).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void withinAConnectionWithASavepoint(Unit unit) throws Exception {
        start(unit);
        String before = node.versions().get("items");
        try (Connection connection = node.connection()) {
            connection.setAutoCommit(false);
            try (BoundInvalidator invalidator = node.invalidator().within(connection)) {
                Savepoint savepoint = connection.setSavepoint();
                invalidator.invalidate("items");
                connection.rollback(savepoint);
                invalidator.discardPending();
                connection.commit();
            }
            assertThat(node.versions().get("items")).isEqualTo(before);
            assertThat(node.bean(Observer.class).seen()).isEmpty();

            try (BoundInvalidator invalidator = node.invalidator().within(connection)) {
                invalidator.invalidate("items");
                connection.commit();
            }
        }
        assertThat(node.versions().get("items")).isNotEqualTo(before);
        assertThat(node.bean(Observer.class).seen()).containsExactly("[items]");
    }

    /** Neither before the invalidation nor after it, with or without a request. */
    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void uncommittedValuesAreNotStored(Unit unit) throws Exception {
        start(unit);
        node.request(() -> amounts.of(1));
        writeLookAndRollBack(2);
        assertThat(amounts.of(1)).isZero();
        assertThat(amounts.of(2)).isZero();
        node.request(() -> {
            writeLookAndRollBack(3);
            return null;
        });
        assertThat(amounts.of(1)).isZero();
        assertThat(amounts.of(3)).isZero();
    }

    private void writeLookAndRollBack(long fresh) throws Exception {
        try (Connection connection = node.connection();
                BoundInvalidator invalidator = node.invalidator().within(connection)) {
            connection.setAutoCommit(false);
            amounts.through(connection);
            amounts.write(fresh, 5);
            assertThat(amounts.of(fresh)).as("before the invalidation").isEqualTo(5);
            amounts.write(1, 5);
            invalidator.invalidate("items");
            assertThat(amounts.of(1)).as("its own write").isEqualTo(5);
            connection.rollback();
            invalidator.discardPending();
        } finally {
            amounts.through(null);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void uncommittedValuesOfAnEntityManagerAreNotStored(Unit unit) {
        start(unit);
        int before = items.loads();
        node.transaction(entityManager -> {
            try (BoundInvalidator invalidator = node.invalidator().within(entityManager)) {
                node.request(() -> items.amount(2));
                items.amount(2);
                invalidator.invalidate("children");
                items.amount(2);
            }
        });
        assertThat(items.loads() - before).isEqualTo(3);
        node.request(() -> items.amount(2));
        node.request(() -> items.amount(2));
        assertThat(items.loads() - before).isEqualTo(4);
    }

    /** The invalidator need not be told of a commit or of a rollback to a savepoint. */
    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void oneInvalidatorServesSeveralTransactions(Unit unit) throws Exception {
        start(unit);
        VersionRow before = row("items");
        try (Connection connection = node.connection();
                BoundInvalidator invalidator = node.invalidator().within(connection)) {
            connection.setAutoCommit(false);
            invalidator.invalidate("items");
            connection.commit();
            assertThat(row("items").revision()).isEqualTo(before.revision() + 1);

            Savepoint savepoint = connection.setSavepoint();
            invalidator.invalidate("items");
            connection.rollback(savepoint);
            invalidator.invalidate("items");
            connection.commit();
            assertThat(row("items").revision()).isEqualTo(before.revision() + 2);
        }
    }

    /** Caches invalidated before a savepoint stay bypassed: the savepoint has its own invalidator. */
    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void aRolledBackSavepointUndoesOnlyItsOwnInvalidations(Unit unit) throws Exception {
        start(unit);
        node.request(() -> {
            try (Connection connection = node.connection();
                    BoundInvalidator outer = node.invalidator().within(connection)) {
                connection.setAutoCommit(false);
                outer.invalidate("items");
                Savepoint savepoint = connection.setSavepoint();
                try (BoundInvalidator inner = node.invalidator().within(connection)) {
                    inner.invalidate("items", "children");
                    connection.rollback(savepoint);
                    inner.discardPending();
                }
                connection.commit();
            }
            node.transaction(entityManager -> entityManager.merge(new Item(1, 7)));
            assertThat(items.amount(1)).as("not the old entry").isEqualTo(7);
            return null;
        });
        assertThat(node.bean(Observer.class).seen()).containsExactly("[items]");
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void inASeparateTransactionAndForAllCaches(Unit unit) throws Exception {
        start(unit);
        VersionRow before = row("items");
        node.invalidator().invalidate("items");
        assertThat(row("items").revision()).isEqualTo(before.revision() + 1);
        node.invalidator().invalidateAll();
        assertThat(row("items").revision()).isEqualTo(before.revision() + 2);
        try (Connection connection = node.connection()) {
            connection.setAutoCommit(false);
            try (BoundInvalidator invalidator = node.invalidator().within(connection)) {
                invalidator.invalidateAll();
                connection.commit();
            }
        }
        assertThat(row("items").revision()).isEqualTo(before.revision() + 3);
        assertThat(node.versions().asMap()).containsKeys("subclasses", "items", "children", "parents");
    }

    private VersionRow row(String cache) {
        return node.contexts().pin().requireSnapshot().row(cache);
    }

    /** Reads and writes through the test's connection, if there is one. */
    @ApplicationScoped
    static class Amounts {

        @Inject
        ItemService items;

        private @Nullable Connection connection;

        void through(@Nullable Connection given) {
            connection = given;
        }

        @VersionedCache("items")
        int of(long id) throws SQLException {
            return connection == null ? items.read(id) : select(connection, id);
        }

        private static int select(Connection connection, long id) throws SQLException {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT COALESCE(SUM(amount), 0) FROM item WHERE id = ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        }

        void write(long id, int amount) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO item (id, amount) VALUES (?, ?)")) {
                insert.setLong(1, id);
                insert.setInt(2, amount);
                insert.executeUpdate();
            }
        }
    }

    @ApplicationScoped
    static class Observer {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        void observe(@Observes CachesInvalidated event) {
            seen.add(event.caches().toString());
        }

        List<String> seen() {
            return seen;
        }
    }
}
