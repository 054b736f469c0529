package org.cacheversions.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.jdbc.JdbcVersionWriter;
import org.cacheversions.internal.jdbc.SqlScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Starting and stopping caches with plain JDBC on real databases. */
class CacheVersioningTest {

    @ParameterizedTest
    @EnumSource
    void startAndStopAreInverses(TestDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.withTable())) {
            StartCacheVersioning start = new StartCacheVersioning("bans", "categories");
            assertThat(start.apply(connection)).containsExactly("bans", "categories");
            assertThat(Labels.of(connection)).containsOnlyKeys("*", "bans", "categories");
            assertThat(Labels.of(connection).get("bans")).matches("1-[A-Za-z0-9]{8}");
            assertThat(start.reverse().apply(connection)).containsExactly("bans", "categories");
            assertThat(Labels.of(connection)).containsOnlyKeys("*");
            assertThat(start.reverse().reverse().apply(connection)).containsExactly("bans", "categories");
            assertThat(Labels.of(connection)).containsOnlyKeys("*", "bans", "categories");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theJournalOfACacheWithScopesBeginsAndEndsWithIt(TestDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.withTable())) {
            SqlScript.run(connection, database.dialect().sqlOfJournal());
            StartCacheVersioning start = new StartCacheVersioning("bans").withScopes();
            start.apply(connection);
            assertThat(journal(connection))
                    .containsExactly("bans * " + Labels.of(connection).get("bans"));
            start.ifAbsent().apply(connection);
            assertThat(journal(connection)).hasSize(1);
            start.reverse().apply(connection);
            assertThat(journal(connection)).isEmpty();

            new StartCacheVersioning("bans").apply(connection);
            assertThat(journal(connection)).isEmpty();
            start.ifAbsent().apply(connection);
            assertThat(journal(connection))
                    .as("of a cache that was started before it had scopes")
                    .containsExactly("bans * " + Labels.of(connection).get("bans"));
        }
    }

    private static List<String> journal(Connection connection) throws SQLException {
        List<String> records = new ArrayList<>();
        try (ResultSet rows = connection
                .createStatement()
                .executeQuery("SELECT cache, scope, revision, version FROM cache_journal")) {
            while (rows.next()) {
                records.add(
                        rows.getString(1) + " " + rows.getString(2) + " " + rows.getLong(3) + "-" + rows.getString(4));
            }
        }
        return records;
    }

    @ParameterizedTest
    @EnumSource
    void startingTwiceFailsUnlessAllowed(TestDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.withTable())) {
            new StartCacheVersioning("bans").apply(connection);
            Map<String, String> before = Labels.of(connection);
            assertThatThrownBy(() -> new StartCacheVersioning("accounts", "bans").apply(connection))
                    .isInstanceOf(CacheVersionsException.class)
                    .hasMessageStartingWith("CV0701")
                    .hasMessageContaining("'bans'");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(Labels.of(connection)).isEqualTo(before);
            assertThat(new StartCacheVersioning("accounts", "bans").ifAbsent().apply(connection))
                    .containsExactly("accounts");
            assertThat(Labels.of(connection)).containsEntry("bans", before.get("bans"));

            assertThatThrownBy(() -> new StopCacheVersioning("accounts", "none").apply(connection))
                    .isInstanceOf(UnknownCacheException.class)
                    .hasMessageStartingWith("CV0702")
                    .hasMessageContaining("'none'");
            assertThat(Labels.of(connection)).containsKey("accounts");
            assertThat(new StopCacheVersioning("accounts", "none").ifPresent().apply(connection))
                    .containsExactly("accounts");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theCallerEndsItsOwnTransaction(TestDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.withTable())) {
            connection.setAutoCommit(false);
            new StartCacheVersioning("bans").apply(connection);
            connection.rollback();
            assertThat(Labels.of(connection)).containsOnlyKeys("*");
            new StartCacheVersioning("bans").apply(connection);
            connection.commit();
            assertThat(Labels.of(connection)).containsOnlyKeys("*", "bans");
            connection.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRestartedCacheBeginsAboveItsOldLabels(TestDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.withTable())) {
            new StartCacheVersioning("bans").apply(connection);
            for (int i = 0; i < 3; i++) {
                invalidate(connection, "bans");
            }
            assertThat(Labels.of(connection).get("bans")).startsWith("4-");
            new StopCacheVersioning("bans").apply(connection);
            new StartCacheVersioning("bans").apply(connection);
            assertThat(Sql.revision(connection, "bans")).isGreaterThan(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void addsTheReservedRowToAGeneratedSchema(TestDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.withTable())) {
            Sql.execute(connection, "DELETE FROM cache_version");
            new StartCacheVersioning("bans").apply(connection);
            assertThat(Labels.of(connection)).containsOnlyKeys("*", "bans");
            assertThat(Sql.revision(connection, "bans")).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void invalidatingAllWaitsForAStartingCache(TestDatabase database) throws Exception {
        String url = database.withTable();
        try (Connection starter = DriverManager.getConnection(url)) {
            starter.setAutoCommit(false);
            new StartCacheVersioning("bans").apply(starter);
            String started = Labels.of(starter).get("bans");
            CompletableFuture<Void> all = CompletableFuture.runAsync(() -> invalidateAll(url));
            // it can't be seen from outside that another waits for a lock; that it does not return is the sign
            Awaitility.await()
                    .during(300, TimeUnit.MILLISECONDS)
                    .atMost(2, TimeUnit.SECONDS)
                    .until(() -> !all.isDone());
            starter.commit();
            all.get(20, TimeUnit.SECONDS);
            assertThat(Labels.of(starter).get("bans")).isNotEqualTo(started).startsWith("2-");
            starter.rollback();
        }
    }

    @Test
    void namesAreCheckedFirst() {
        assertThatThrownBy(() -> new StartCacheVersioning("*")).hasMessageStartingWith("CV0102");
        assertThatThrownBy(() -> new StopCacheVersioning("a b")).hasMessageStartingWith("CV0102");
        assertThatThrownBy(StartCacheVersioning::new).hasMessageStartingWith("CV0101");
    }

    @ParameterizedTest
    @EnumSource
    void aMissingTableIsReportedWithARemedy(TestDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.create())) {
            assertThatThrownBy(() -> new StartCacheVersioning("bans").apply(connection))
                    .hasMessageStartingWith("CV0703")
                    .hasMessageContaining("Create the table cache_version first");
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    static void invalidateAll(String url) {
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            new JdbcVersionWriter(connection, TableName.DEFAULT, new FreshVersion()).invalidateAll();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void invalidate(Connection connection, String cache) {
        new JdbcVersionWriter(connection, TableName.DEFAULT, new FreshVersion())
                .invalidate(new TreeSet<>(Set.of(cache)));
    }
}
