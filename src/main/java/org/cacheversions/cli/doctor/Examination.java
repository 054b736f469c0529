package org.cacheversions.cli.doctor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cacheversions.migration.SchemaDialect;

/** Looks at a database as the library uses it; changes nothing. */
public final class Examination {

    /** One look. */
    @FunctionalInterface
    private interface Look {
        Finding at(Connection connection) throws SQLException;
    }

    private final Connection connection;
    private final Optional<SchemaDialect> dialect;
    private final InstantSource clock;

    /** Looks through this connection, which is as the database gives it. */
    public Examination(Connection connection, InstantSource clock) throws SQLException {
        this.connection = connection;
        this.dialect =
                SchemaDialect.ofUrl(String.valueOf(connection.getMetaData().getURL()));
        this.clock = clock;
    }

    /** Answers what was found, in the order in which to read it. */
    public List<Finding> findings() throws SQLException {
        List<Finding> all = new ArrayList<>();
        all.add(look("database", this::database));
        all.add(look("isolation", new IsolationLook(dialect)::at));
        connection.setAutoCommit(false);
        Finding table = look("table", new TableLook(dialect)::at);
        all.add(table);
        if (table.verdict() == Finding.Verdict.FAIL) {
            all.add(Finding.skip("permissions", "there is no sound table to try them on"));
        } else {
            all.add(look("permissions", PermissionsLook::at));
        }
        all.add(look("clock", new ClockLook(dialect, clock)::at));
        all.add(look("hints", new HintsLook(dialect)::at));
        return all;
    }

    private Finding database(Connection open) throws SQLException {
        return Finding.ok(
                "database",
                open.getMetaData().getDatabaseProductName() + " "
                        + open.getMetaData().getDatabaseProductVersion()
                        + (dialect.isPresent() ? "" : ", for which there is no SQL in the library"));
    }

    private Finding look(String what, Look look) throws SQLException {
        try {
            return look.at(connection);
        } catch (SQLException e) {
            return Finding.fail(what, "the database refuses: " + e.getMessage());
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }
}
