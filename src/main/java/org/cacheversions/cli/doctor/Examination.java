package org.cacheversions.cli.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.migration.SchemaDialect;

/** Runs all checks of a database, without changing anything. */
public final class Examination {

    @FunctionalInterface
    private interface Check {
        Finding at(Connection connection) throws SQLException;
    }

    private final Connection connection;
    private final TableName table;
    private final Optional<SchemaDialect> dialect;
    private final InstantSource clock;

    /** Uses this connection, which has the default settings of the database. */
    public Examination(Connection connection, TableName table, InstantSource clock) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.dialect =
                SchemaDialect.ofUrl(String.valueOf(connection.getMetaData().getURL()));
        this.clock = clock;
    }

    /** Returns the findings, the most basic first. */
    public List<Finding> findings() throws SQLException {
        List<Finding> all = new ArrayList<>();
        all.add(found("database", this::database));
        all.add(found("isolation", new IsolationCheck(dialect)::at));
        connection.setAutoCommit(false);
        Finding ofTable = found("table", new TableCheck(dialect, table)::at);
        all.add(ofTable);
        if (ofTable.verdict() == Finding.Verdict.FAIL) {
            all.add(Finding.skip("permissions", "there is no valid table to try them on"));
        } else {
            all.add(found("permissions", open -> PermissionsCheck.at(open, table)));
            all.add(found("journal", new JournalCheck(dialect, table)::at));
        }
        all.add(found("clock", new ClockCheck(dialect, clock)::at));
        all.add(found("hints", new HintsCheck(dialect)::at));
        return all;
    }

    private Finding database(Connection open) throws SQLException {
        return Finding.ok(
                "database",
                open.getMetaData().getDatabaseProductName() + " "
                        + open.getMetaData().getDatabaseProductVersion()
                        + (dialect.isPresent() ? "" : ", for which there is no SQL in the library"));
    }

    private Finding found(String what, Check check) throws SQLException {
        try {
            return check.at(connection);
        } catch (SQLException e) {
            return Finding.fail(what, "the database refused: " + e.getMessage());
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }
}
