package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheScope;
import org.cacheversions.Scope;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of scopes when the journal is not as the rows of the versions say. */
class JournalFaultsTest {

    private final String database = UUID.randomUUID().toString();

    private TestNode node(Unit unit) {
        return TestNode.start(unit, database, Names.class);
    }

    private static boolean isAnew(TestNode node, long user) {
        Names names = node.bean(Names.class);
        int before = names.loads();
        node.request(() -> names.of(user));
        return names.loads() > before;
    }

    private static void execute(TestNode node, String sql) throws SQLException {
        try (Connection connection = node.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the records of the journal, oldest first. */
    private static List<String> records(TestNode node) throws SQLException {
        List<String> records = new ArrayList<>();
        try (Connection connection = node.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT revision, scope FROM cache_journal WHERE cache = 'names' ORDER BY revision, scope")) {
            while (rows.next()) {
                records.add(rows.getLong(1) + " " + rows.getString(2));
            }
        }
        return records;
    }

    /** One transaction fails; from then on, scopes are invalidated with their whole cache, on this node as on others. */
    @ParameterizedTest
    @EnumSource
    void aTableThatIsDroppedWhileNodesRun(Unit unit) throws SQLException {
        try (TestNode one = node(unit);
                TestNode other = node(unit)) {
            one.invalidator().invalidate(Scope.of("names", 1));
            for (TestNode each : List.of(one, other)) {
                isAnew(each, 1);
                isAnew(each, 2);
                assertThat(isAnew(each, 1)).isFalse();
            }
            execute(one, "DROP TABLE cache_journal");
            assertThat(catchThrowable(() -> one.invalidator().invalidate(Scope.of("names", 1))))
                    .isNotNull();
            for (int i = 0; i < 2; i++) {
                one.invalidator().invalidate(Scope.of("names", 1));
                for (TestNode each : List.of(one, other)) {
                    assertThat(isAnew(each, 1)).isTrue();
                    assertThat(isAnew(each, 2)).as("the whole cache").isTrue();
                    assertThat(isAnew(each, 2)).isFalse();
                }
            }
            one.invalidator().invalidate("names");
            assertThat(isAnew(other, 1)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void aTableThatIsDroppedBeforeABoundInvalidatorWrites(Unit unit) throws SQLException {
        try (TestNode node = node(unit)) {
            isAnew(node, 1);
            execute(node, "DROP TABLE cache_journal");
            assertThat(catchThrowable(() -> within(node, Scope.of("names", 1)))).isNotNull();
            assertThat(isAnew(node, 1)).as("rolled back").isFalse();
            within(node, Scope.of("names", 1));
            assertThat(isAnew(node, 1)).isTrue();
        }
    }

    private static void within(TestNode node, Scope first, Scope... others) throws SQLException {
        try (Connection connection = node.connection()) {
            connection.setAutoCommit(false);
            BoundInvalidator bound = node.invalidator().within(connection);
            try {
                bound.invalidate(first, others);
                connection.commit();
            } catch (RuntimeException e) {
                connection.rollback();
                bound.discardPending();
                throw e;
            } finally {
                bound.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void aCacheThatIsStartedHasNoEarlierRecords(Unit unit) throws SQLException {
        try (TestNode node = node(unit)) {
            node.invalidator().invalidate(Scope.of("names", 1));
            execute(node, "DELETE FROM cache_version");
        }
        try (TestNode node = node(unit)) {
            assertThat(isAnew(node, 1)).isTrue();
            assertThat(records(node)).containsExactly("1 *");
            node.invalidator().invalidate(Scope.of("names", 2));
            assertThat(isAnew(node, 1)).isFalse();
            assertThat(records(node)).containsExactly("1 *", "2 =2");
        }
    }

    /** Only the rows of the versions were restored from a backup. */
    @ParameterizedTest
    @EnumSource
    void recordsOfRevisionsThatTheRowHasStillToReach(Unit unit) throws SQLException {
        try (TestNode node = node(unit)) {
            isAnew(node, 1);
            isAnew(node, 2);
            for (int revision = 2; revision <= 4; revision++) {
                execute(
                        node,
                        "INSERT INTO cache_journal (cache, revision, scope, version, changed_at)" + " VALUES ('names', "
                                + revision + ", '=1', 'other', CURRENT_TIMESTAMP)");
            }
            assertThat(catchThrowable(() -> node.invalidator().invalidate(Scope.of("names", 1))))
                    .as("there is such a record")
                    .isNotNull();
            assertThat(isAnew(node, 1)).isFalse();
            node.invalidator().invalidate(Scope.of("names", 1));
            assertThat(records(node)).containsExactly("1 *", "2 =1");
            assertThat(isAnew(node, 1)).isTrue();
            assertThat(isAnew(node, 2)).as("another scope").isFalse();
            node.invalidator().invalidate(Scope.of("names", 1));
            assertThat(isAnew(node, 1)).isTrue();
            assertThat(isAnew(node, 2)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ECLIPSELINK_LOCAL", "HIBERNATE_LOCAL"})
    void theSameForABoundInvalidator(Unit unit) throws SQLException {
        try (TestNode node = node(unit)) {
            isAnew(node, 2);
            execute(
                    node,
                    "INSERT INTO cache_journal (cache, revision, scope, version, changed_at)"
                            + " VALUES ('names', 2, '=1', 'other', CURRENT_TIMESTAMP)");
            assertThat(catchThrowable(() -> within(node, Scope.of("names", 1)))).hasMessageStartingWith("CV0309");
            within(node, Scope.of("names", 1));
            assertThat(records(node)).containsExactly("1 *", "2 =1");
            assertThat(isAnew(node, 2)).isFalse();
        }
    }

    @Test
    void moreThanAThousandScopesAreOneRecordOfTheWholeCacheInAnyTransaction() throws SQLException {
        Scope[] many =
                IntStream.range(0, 1_000).mapToObj(id -> Scope.of("names", id)).toArray(Scope[]::new);
        try (TestNode node = node(Unit.HIBERNATE_LOCAL)) {
            isAnew(node, 5_000);
            within(node, Scope.of("names", 0), many);
            assertThat(records(node)).hasSize(1 + 1_000);
            assertThat(isAnew(node, 5_000)).isFalse();
            within(node, Scope.of("names", 2_000), many);
            assertThat(records(node)).hasSize(1 + 1_000 + 1);
            assertThat(isAnew(node, 5_000)).isTrue();
            node.invalidator().invalidate(Scope.of("names", 2_000), many);
            assertThat(records(node)).hasSize(1 + 1_000 + 2);
            assertThat(isAnew(node, 5_000)).isTrue();
        }
    }

    @ApplicationScoped
    static class Names {

        private final AtomicInteger loads = new AtomicInteger();

        @VersionedCache("names")
        Integer of(@CacheScope long user) {
            return loads.incrementAndGet();
        }

        int loads() {
            return loads.get();
        }
    }
}
