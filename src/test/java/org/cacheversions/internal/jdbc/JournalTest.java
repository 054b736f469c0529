package org.cacheversions.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.migration.StartCacheVersioning;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalTest {

    @ParameterizedTest
    @EnumSource
    void oldRecordsArePruned(TestDatabase database) throws SQLException {
        String url = database.withTable();
        try (Connection connection = DriverManager.getConnection(url)) {
            SqlScript.run(connection, database.dialect().sqlOfJournal());
            new StartCacheVersioning("bans").apply(connection);
            JournalTable journal = new JournalTable("cache_journal", new Warnings(), 10, 2);
            journal.worked();
            JdbcVersionWriter writer =
                    new JdbcVersionWriter(connection, TableName.DEFAULT, new FreshVersion()).journal(journal);
            for (int i = 0; i < 60; i++) {
                writer.invalidate(new TreeMap<>(Map.of("bans", Set.of("=1", "=2"))));
            }
            try (ResultSet row = connection
                    .createStatement()
                    .executeQuery("SELECT COUNT(*), MAX(revision), MIN(revision) FROM cache_journal")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isBetween(20, 60);
                assertThat(row.getLong(2)).isEqualTo(61);
                assertThat(row.getLong(3)).isGreaterThan(30);
            }
        }
    }
}
