package org.cacheversions.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.migration.StartCacheVersioning;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Invalidating all caches while others are being started: models/all.pml on real databases. */
class InvalidateAllTest {

    @ParameterizedTest
    @EnumSource
    void aCacheStartedAfterTheSnapshotIsInvalidatedToo(TestDatabase database) throws SQLException {
        String url = database.withTable();
        try (Connection invalidator = DriverManager.getConnection(url);
                Connection starter = DriverManager.getConnection(url)) {
            new StartCacheVersioning("old").apply(starter);
            invalidator.setAutoCommit(false);
            label(invalidator, "old"); // MySQL: at REPEATABLE READ, its default, this fixes what later SELECTs see
            new StartCacheVersioning("new").apply(starter);
            String before = label(starter, "new");

            new JdbcVersionWriter(invalidator, TableName.DEFAULT, new FreshVersion()).invalidateAll();
            invalidator.commit();

            assertThat(label(starter, "new")).isNotEqualTo(before).startsWith("2-");
            assertThat(label(starter, "old")).startsWith("2-");
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutTheReservedRowItWaitsForAStartingCache(TestDatabase database) throws Exception {
        String url = database.withTable();
        try (Connection starter = DriverManager.getConnection(url);
                Connection invalidator = DriverManager.getConnection(url);
                Statement statement = starter.createStatement()) {
            statement.execute("DELETE FROM cache_version");
            starter.setAutoCommit(false);
            invalidator.setAutoCommit(false);
            new StartCacheVersioning("new").apply(starter);
            String before = label(starter, "new");
            CompletableFuture<Void> all = CompletableFuture.runAsync(() -> {
                new JdbcVersionWriter(invalidator, TableName.DEFAULT, new FreshVersion()).invalidateAll();
            });
            Awaitility.await()
                    .during(300, TimeUnit.MILLISECONDS)
                    .atMost(2, TimeUnit.SECONDS)
                    .until(() -> !all.isDone());
            starter.commit();
            try {
                all.get(20, TimeUnit.SECONDS);
                invalidator.commit();
                assertThat(label(starter, "new")).isNotEqualTo(before);
            } catch (ExecutionException e) {
                // two that add the reserved row at once: the second is refused as a whole, and runs again
                assertThat(e).cause().isInstanceOf(CacheVersionsException.class).hasMessageStartingWith("CV0309");
                invalidator.rollback();
                assertThatCode(() -> new JdbcVersionWriter(invalidator, TableName.DEFAULT, new FreshVersion())
                                .invalidateAll())
                        .doesNotThrowAnyException();
                invalidator.commit();
                assertThat(label(starter, "new")).isNotEqualTo(before);
            }
            starter.rollback();
        }
    }

    private static String label(Connection connection, String cache) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT revision, version FROM cache_version WHERE cache = '" + cache + "'")) {
            row.next();
            return row.getLong(1) + "-" + row.getString(2);
        }
    }
}
