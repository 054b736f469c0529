package org.cacheversions.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs several statements in one transaction: the caller's, if it has begun one. */
public final class JdbcTransaction {

    /** The statements. */
    @FunctionalInterface
    public interface Work<T> {

        /** Runs the statements. */
        T run() throws SQLException;
    }

    private JdbcTransaction() {}

    /**
     * Runs the work in a transaction of its own if the connection commits automatically, and otherwise in the transaction
     * of the caller, which commits it.
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
