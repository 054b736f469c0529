package org.cacheversions.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.cacheversions.databases.Sql;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Times are written as they are in the hour that does not exist in the zone of the JVM. */
@Isolated
class SummerTimeTest {

    private static final InstantSource SKIPPED = InstantSource.fixed(Instant.parse("2026-03-29T02:30:00.123Z"));
    private static final String TEXT = "SELECT CAST(changed_at AS CHAR(23)) FROM cache_version WHERE cache = ?";

    private final TimeZone before = TimeZone.getDefault();

    @BeforeEach
    void skipAnHour() {
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    }

    @AfterEach
    void restore() {
        TimeZone.setDefault(before);
    }

    /** Derby's driver turns every time, even a text, into one of the default zone. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DERBY")
    void theSkippedHourIsWrittenAsItIs(TestDatabase database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.withTable())) {
            CacheRows rows = new CacheRows(connection, TableName.DEFAULT, SKIPPED);
            rows.lockReserved();
            rows.start("bans");
            rows.start("posts");
            assertThat(changedAt(connection, "*")).isEqualTo("2026-03-29 02:30:00.123");
            assertThat(changedAt(connection, "bans")).isEqualTo("2026-03-29 02:30:00.123");
            Sql.execute(connection, "UPDATE cache_version SET changed_at = CURRENT_TIMESTAMP");
            JdbcVersionWriter writer =
                    new JdbcVersionWriter(connection, TableName.DEFAULT, new FreshVersion(), SKIPPED);
            writer.invalidate(new TreeSet<>(Set.of("bans")));
            assertThat(changedAt(connection, "bans")).isEqualTo("2026-03-29 02:30:00.123");
            writer.invalidateAll();
            assertThat(changedAt(connection, "posts")).isEqualTo("2026-03-29 02:30:00.123");
        }
    }

    private static String changedAt(Connection connection, String cache) throws SQLException {
        return Sql.query(connection, TEXT, cache).get(0).strip();
    }
}
