package org.cacheversions.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Makes one transaction of several statements, in the caller's if it has begun one. */
public final class JdbcTransaction {

    /** What is to be done as a whole. */
    @FunctionalInterface
    public interface Work<T> {

        /** Does it. */
        T run() throws SQLException;
    }

    private JdbcTransaction() {}

    /**
     * Does the work; if the connection commits automatically, in a transaction of its own, otherwise in that of the
     * caller, who commits it.
     */
    public static <T> T within(Connection connection, Work<T> work) throws SQLException {
        return connection.getAutoCommit() ? own(connection, work) : work.run();
    }

    private static <T> T own(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.run();
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }
}
