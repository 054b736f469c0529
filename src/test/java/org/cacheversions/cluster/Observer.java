package org.cacheversions.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reports committed rows to the checker, including those whose writers received no response. */
final class Observer implements Runnable {

    private static final int MILLIS_BETWEEN_LOOKS = 50;

    private final Postgres postgres;
    private final Checker checker;
    private volatile boolean over;

    Observer(Postgres postgres, Checker checker) {
        this.postgres = postgres;
        this.checker = checker;
    }

    @Override
    public void run() {
        while (!over) {
            try (Connection connection = postgres.connect()) {
                while (!over) {
                    rows(connection).forEach(reading -> checker.committed(reading, "the database"));
                    pause();
                }
            } catch (SQLException e) {
                pause(); // it is being restarted
            }
        }
    }

    static List<Reading> rows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, counter, stamp FROM item ORDER BY id")) {
            List<Reading> readings = new ArrayList<>();
            while (row.next()) {
                readings.add(new Reading(row.getInt(1), row.getLong(2), row.getLong(3)));
            }
            return readings;
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS_BETWEEN_LOOKS));
    }

    void stop() {
        over = true;
    }
}
