package org.cacheversions.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.CacheNames;

/**
 * A row of the table.
 *
 * @param revision the counter that each invalidation increments
 * @param changedAt the time of the last invalidation
 */
record CacheRow(String name, String version, long revision, Instant changedAt) {

    private static final String READ = "SELECT cache, version, revision, changed_at FROM cache_version";

    /** Reads the rows of all caches, sorted by name. */
    static SortedMap<String, CacheRow> read(Connection connection, TableName table) throws SQLException {
        SortedMap<String, CacheRow> all = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(table.in(READ));
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                CacheRow row = new CacheRow(rows.getString(1), rows.getString(2), rows.getLong(3), changedAt(rows));
                all.put(row.name, row);
            }
        }
        all.remove(CacheNames.RESERVED);
        return all;
    }

    /** In the default zone, the hour that summer time skips does not exist. */
    private static Instant changedAt(ResultSet rows) throws SQLException {
        try {
            return rows.getObject(4, LocalDateTime.class).toInstant(ZoneOffset.UTC);
        } catch (SQLException e) {
            return rows.getTimestamp(4)
                    .toLocalDateTime()
                    .toInstant(ZoneOffset.UTC); // Derby, in the zone that Main sets
        }
    }

    /** Returns the time since the last invalidation, or zero if the clock that recorded it is ahead. */
    Duration age(Instant now) {
        Duration age = Duration.between(changedAt, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
