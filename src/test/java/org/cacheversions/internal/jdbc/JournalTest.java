package org.cacheversions.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.migration.StartCacheVersioning;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class JournalTest {

    @ParameterizedTest
    @EnumSource
    void oldRecordsArePruned(TestDatabase database) throws SQLException {
        String url = database.withTable();
        try (Connection connection = DriverManager.getConnection(url)) {
            SqlScript.run(connection, database.dialect().sqlOfJournal());
            new StartCacheVersioning("bans").apply(connection);
            JournalTable journal = new JournalTable("cache_journal", "cache_version", new Warnings(), 10, 2);
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

    static Stream<Arguments> numbers() {
        return Stream.of(TestDatabase.values())
                .flatMap(each -> Stream.of(Arguments.of(each, 1), Arguments.of(each, 120)));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void allScopesAreRecordedUnderTheLabelOfTheTransaction(TestDatabase database, int number) throws SQLException {
        String url = database.withTable();
        try (Connection connection = DriverManager.getConnection(url)) {
            SqlScript.run(connection, database.dialect().sqlOfJournal());
            new StartCacheVersioning("bans").apply(connection);
            JournalTable journal = new JournalTable("cache_journal", "cache_version", new Warnings());
            journal.worked();
            Set<String> scopes =
                    IntStream.range(0, number).mapToObj(user -> "=" + user).collect(Collectors.toSet());
            new JdbcVersionWriter(connection, TableName.DEFAULT, new FreshVersion())
                    .journal(journal)
                    .invalidate(new TreeMap<>(Map.of("bans", scopes)));
            Set<String> recorded = new HashSet<>();
            try (ResultSet row = connection
                    .createStatement()
                    .executeQuery("SELECT j.scope FROM cache_journal j JOIN cache_version v"
                            + " ON j.cache = v.cache AND j.revision = v.revision AND j.version = v.version"
                            + " WHERE j.cache = 'bans'")) {
                while (row.next()) {
                    recorded.add(row.getString(1));
                }
            }
            assertThat(recorded).isEqualTo(scopes);
        }
    }
}
