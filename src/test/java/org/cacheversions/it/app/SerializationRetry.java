package org.cacheversions.it.app;

import java.sql.SQLException;

/** Retries a transaction that the database could not serialize, from outside the transaction. */
final class SerializationRetry {

    private static final int ATTEMPTS = 50;

    private SerializationRetry() {}

    static void run(Runnable transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                transaction.run();
                return;
            } catch (Exception e) { // WildFly throws the checked RollbackException
                if (attempt == ATTEMPTS || !isSerializationFailure(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isSerializationFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && "40001".equals(e.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
