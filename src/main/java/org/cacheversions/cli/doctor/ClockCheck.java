package org.cacheversions.cli.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.cacheversions.migration.SchemaDialect;

/** Compares the clocks of this machine and the database. Only the displayed ages depend on them. */
final class ClockCheck {

    private static final String WHAT = "clock";
    private static final Duration TOLERATED = Duration.ofSeconds(2);

    private final Optional<SchemaDialect> dialect;
    private final InstantSource clock;

    ClockCheck(Optional<SchemaDialect> dialect, InstantSource clock) {
        this.dialect = dialect;
        this.clock = clock;
    }

    Finding at(Connection connection) throws SQLException {
        String sql = dialect.map(ClockCheck::secondsSinceEpoch).orElse("");
        if (sql.isEmpty()) {
            return Finding.skip(WHAT, "unknown how to ask this database for its time");
        }
        Instant before = clock.instant();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            Instant there = Instant.ofEpochMilli(Math.round(row.getDouble(1) * 1000));
            Instant after = clock.instant();
            Instant here = before.plus(Duration.between(before, after).dividedBy(2));
            Duration difference = Duration.between(here, there);
            String text = "the database's clock is " + Math.abs(difference.toMillis()) + " ms "
                    + (difference.isNegative() ? "behind" : "ahead of") + " this machine's";
            return difference.abs().compareTo(TOLERATED) <= 0
                    ? Finding.ok(WHAT, text)
                    : Finding.warn(WHAT, text + ". Caching is not affected, but displayed ages are wrong: check NTP");
        }
    }

    private static String secondsSinceEpoch(SchemaDialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> "SELECT EXTRACT(EPOCH FROM clock_timestamp())";
            case MYSQL -> "SELECT UNIX_TIMESTAMP(SYSDATE(3))";
            case H2 -> "SELECT EXTRACT(EPOCH FROM CURRENT_TIMESTAMP)";
            case SQLSERVER -> "SELECT DATEDIFF_BIG(MILLISECOND, '1970-01-01', SYSUTCDATETIME()) / 1000.0";
            case ORACLE -> "SELECT (CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS DATE) - DATE '1970-01-01') * 86400 FROM DUAL";
            case DB2, DERBY -> "";
        };
    }
}
