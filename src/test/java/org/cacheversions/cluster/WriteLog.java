package org.cacheversions.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cacheversions.cluster.app.Group;

/** The writes that have committed according to the database, and those that were acknowledged to writers. */
record WriteLog(Set<Reading> committed, Set<Reading> acknowledgements, List<Reading> withoutVersion) {

    /** Selects writes whose transaction did not change the version of their cache. Caches are numbered like groups. */
    private static final String WITHOUT_VERSION = "SELECT item, counter, stamp FROM write_log w WHERE NOT EXISTS ("
            + "SELECT 1 FROM version_log v WHERE v.tx = w.tx AND v.cache = (ARRAY["
            + Stream.of(Group.values()).map(group -> "'" + group.cache() + "'").collect(Collectors.joining(","))
            + "])[1 + w.item % " + Group.values().length + "])";

    static WriteLog of(Connection connection, Set<Reading> acknowledgements) throws SQLException {
        return new WriteLog(
                new HashSet<>(readings(connection, "SELECT item, counter, stamp FROM write_log")),
                acknowledgements,
                readings(connection, WITHOUT_VERSION));
    }

    private static List<Reading> readings(Connection connection, String sql) throws SQLException {
        List<Reading> readings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                readings.add(new Reading(row.getInt(1), row.getLong(2), row.getLong(3)));
            }
        }
        return readings;
    }

    boolean has(Reading reading) {
        return committed.contains(reading);
    }

    boolean acknowledged(Reading reading) {
        return acknowledgements.contains(reading);
    }
}
