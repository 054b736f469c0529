package org.cacheversions.internal.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.cacheversions.internal.core.coherence.Subscription;
import org.cacheversions.internal.core.config.HintSettings;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A listening connection. Used by one thread, but any thread may close it. */
final class PostgresLine implements Subscription.Line {

    private static final int LOOK_AFTER_MILLIS = 10_000;
    private static final int ANSWER_WITHIN_SECONDS = 5;

    private final Connection connection;
    private final String own;

    /** Ignores the notifications of this node, whose payload is {@code own}. */
    PostgresLine(Connection connection, String own) {
        this.connection = connection;
        this.own = own;
    }

    @Override
    public void listen(Runnable listening, Runnable hinted) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + HintSettings.POSTGRESQL_CHANNEL);
        }
        listening.run();
        PGConnection notified = connection.unwrap(PGConnection.class);
        while (true) {
            PGNotification[] notifications = notified.getNotifications(LOOK_AFTER_MILLIS);
            boolean quiet = notifications == null || notifications.length == 0;
            if (!quiet && isOfOthers(notifications)) {
                hinted.run();
            } else if (quiet && !connection.isValid(ANSWER_WITHIN_SECONDS)) {
                // the only way to notice a machine that vanished without closing the connection
                throw new SQLException("the server does not answer", "08006");
            }
        }
    }

    private boolean isOfOthers(PGNotification[] notifications) {
        for (PGNotification notification : notifications) {
            if (!own.equals(notification.getParameter())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        try {
            connection.abort(Runnable::run); // close() would wait for the reader
        } catch (SQLException e) {
            // already closed
        }
    }
}
