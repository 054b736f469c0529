package org.cacheversions.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** Which writes have committed, by the database, and which of them a writer was told to have. */
record WriteLog(Set<Reading> committed, Set<Reading> acknowledgements) {

    static WriteLog of(Connection connection, Set<Reading> acknowledgements) throws SQLException {
        Set<Reading> committed = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT item, counter, stamp FROM write_log")) {
            while (row.next()) {
                committed.add(new Reading(row.getInt(1), row.getLong(2), row.getLong(3)));
            }
        }
        return new WriteLog(committed, acknowledgements);
    }

    boolean has(Reading reading) {
        return committed.contains(reading);
    }

    boolean acknowledged(Reading reading) {
        return acknowledgements.contains(reading);
    }
}
