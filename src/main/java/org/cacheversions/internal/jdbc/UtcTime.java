package org.cacheversions.internal.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Writes times in UTC without a conversion. {@link java.sql.Timestamp} would read them as times of the default zone, in
 * which the hour that summer time skips does not exist.
 */
final class UtcTime {

    private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private UtcTime() {}

    static LocalDateTime now(InstantSource clock) {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
    }

    static void set(PreparedStatement statement, int index, LocalDateTime time) throws SQLException {
        try {
            statement.setObject(index, time);
        } catch (SQLException e) {
            statement.setString(index, TEXT.format(time)); // Derby's driver does not know the class
        }
    }
}
