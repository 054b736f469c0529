package org.cacheversions.cli.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.cacheversions.migration.SchemaDialect;

/** Checks the default isolation level of the database; an application's pool may set another one. */
final class IsolationCheck {

    private final Optional<SchemaDialect> dialect;

    IsolationCheck(Optional<SchemaDialect> dialect) {
        this.dialect = dialect;
    }

    Finding at(Connection connection) throws SQLException {
        String what = "isolation";
        return switch (connection.getTransactionIsolation()) {
            case Connection.TRANSACTION_READ_UNCOMMITTED ->
                Finding.fail(what, "READ UNCOMMITTED: uncommitted data would be cached. Set READ COMMITTED or higher");
            case Connection.TRANSACTION_READ_COMMITTED -> Finding.ok(what, "READ COMMITTED");
            case Connection.TRANSACTION_REPEATABLE_READ -> repeatableRead(what);
            case Connection.TRANSACTION_SERIALIZABLE ->
                Finding.warn(
                        what,
                        "SERIALIZABLE: one of two concurrent invalidations of a cache may fail. Retry the"
                                + " transaction");
            default -> Finding.warn(what, "the database has no transactions, so invalidations can't be rolled back");
        };
    }

    /** Returns whether the update of a row fails if another transaction has updated it since the snapshot. */
    boolean refusesConcurrentWriters(Connection connection) throws SQLException {
        int level = connection.getTransactionIsolation();
        return level == Connection.TRANSACTION_SERIALIZABLE
                || (level == Connection.TRANSACTION_REPEATABLE_READ
                        && (dialect.filter(SchemaDialect.POSTGRESQL::equals).isPresent()
                                || isSnapshotIsolation(connection)));
    }

    /** Returns whether MariaDB refuses such an update, as it does by default since 11.6. */
    private boolean isSnapshotIsolation(Connection connection) throws SQLException {
        if (dialect.filter(SchemaDialect.MYSQL::equals).isEmpty()) {
            return false;
        }
        try (PreparedStatement read = connection.prepareStatement("SHOW VARIABLES LIKE 'innodb_snapshot_isolation'");
                ResultSet row = read.executeQuery()) {
            return row.next() && row.getString(2).equalsIgnoreCase("ON");
        }
    }

    private Finding repeatableRead(String what) {
        return dialect.filter(SchemaDialect.POSTGRESQL::equals).isPresent()
                ? Finding.warn(
                        what,
                        "REPEATABLE READ: one of two concurrent invalidations of a cache may fail in PostgreSQL (40001)."
                                + " Retry the transaction, or set READ COMMITTED")
                : Finding.ok(what, "REPEATABLE READ");
    }
}
