package org.cacheversions.cli.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.cacheversions.migration.SchemaDialect;

/** Checks the default isolation level of the database; an application's pool may set another one. */
final class IsolationCheck {

    /** {@code SQLServerConnection.TRANSACTION_SNAPSHOT}. */
    private static final int SQL_SERVER_SNAPSHOT = 4096;

    private final Optional<SchemaDialect> dialect;

    IsolationCheck(Optional<SchemaDialect> dialect) {
        this.dialect = dialect;
    }

    Finding at(Connection connection) throws SQLException {
        String what = "isolation";
        return switch (connection.getTransactionIsolation()) {
            case Connection.TRANSACTION_READ_UNCOMMITTED ->
                Finding.fail(what, "READ UNCOMMITTED: uncommitted data would be cached. Set READ COMMITTED or higher");
            case Connection.TRANSACTION_READ_COMMITTED -> readCommitted(what, connection);
            case Connection.TRANSACTION_REPEATABLE_READ -> repeatableRead(what);
            case Connection.TRANSACTION_SERIALIZABLE ->
                Finding.warn(
                        what,
                        "SERIALIZABLE: one of two concurrent invalidations of a cache may fail. Retry the"
                                + " transaction");
            case SQL_SERVER_SNAPSHOT ->
                Finding.warn(
                        what,
                        "SNAPSHOT: one of two concurrent invalidations of a cache fails (error 3960). Retry the"
                                + " transaction, or set READ COMMITTED and READ_COMMITTED_SNAPSHOT");
            default -> Finding.warn(what, "the database has no transactions, so invalidations can't be rolled back");
        };
    }

    /** Returns the level, if it refuses the update of a row that another transaction has updated since the snapshot. */
    Optional<String> refusal(Connection connection) throws SQLException {
        return switch (connection.getTransactionIsolation()) {
            case Connection.TRANSACTION_SERIALIZABLE -> Optional.of("SERIALIZABLE");
            case SQL_SERVER_SNAPSHOT -> Optional.of("SNAPSHOT");
            case Connection.TRANSACTION_REPEATABLE_READ ->
                is(SchemaDialect.POSTGRESQL) || isSnapshotIsolation(connection)
                        ? Optional.of("REPEATABLE READ")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private boolean is(SchemaDialect other) {
        return dialect.filter(other::equals).isPresent();
    }

    /** Without row versions, SQL Server lets readers of the versions wait for transactions that invalidate. */
    private Finding readCommitted(String what, Connection connection) throws SQLException {
        if (is(SchemaDialect.SQLSERVER)) {
            try (PreparedStatement read = connection.prepareStatement(
                            "SELECT is_read_committed_snapshot_on FROM sys.databases WHERE name = DB_NAME()");
                    ResultSet row = read.executeQuery()) {
                if (row.next() && !row.getBoolean(1)) {
                    return Finding.warn(
                            what,
                            "READ COMMITTED without row versions: each request waits for transactions that invalidate."
                                    + " ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON");
                }
            }
        }
        return Finding.ok(what, "READ COMMITTED");
    }

    /** Returns whether MariaDB refuses such an update, as it does by default since 11.6. */
    private boolean isSnapshotIsolation(Connection connection) throws SQLException {
        if (!is(SchemaDialect.MYSQL)) {
            return false;
        }
        try (PreparedStatement read = connection.prepareStatement("SHOW VARIABLES LIKE 'innodb_snapshot_isolation'");
                ResultSet row = read.executeQuery()) {
            return row.next() && row.getString(2).equalsIgnoreCase("ON");
        }
    }

    private Finding repeatableRead(String what) {
        return is(SchemaDialect.POSTGRESQL)
                ? Finding.warn(
                        what,
                        "REPEATABLE READ: one of two concurrent invalidations of a cache may fail in PostgreSQL (40001)."
                                + " Retry the transaction, or set READ COMMITTED")
                : Finding.ok(what, "REPEATABLE READ");
    }
}
