package org.cacheversions.cli.doctor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.cacheversions.migration.SchemaDialect;

/** Checks whether the database can carry hints, which only speed up bounded and leased coherence. */
final class HintsCheck {

    private static final String WHAT = "hints";
    private static final String CHANNEL = "cache_versions_doctor";

    private final Optional<SchemaDialect> dialect;

    HintsCheck(Optional<SchemaDialect> dialect) {
        this.dialect = dialect;
    }

    Finding at(Connection connection) throws SQLException {
        if (dialect.filter(SchemaDialect.POSTGRESQL::equals).isEmpty()) {
            return Finding.skip(
                    WHAT, "this database cannot carry hints; Redis can (--redis), and strict coherence needs none");
        }
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute("LISTEN " + CHANNEL);
            } catch (SQLException e) {
                return Finding.warn(WHAT, "LISTEN is refused: " + e.getMessage() + ". Redis can carry hints (--redis)");
            }
            connection.commit();
            boolean listening = listens(connection);
            connection.commit();
            statement.execute("NOTIFY " + CHANNEL);
            connection.commit();
            statement.execute("UNLISTEN " + CHANNEL);
            connection.commit();
            return listening
                    ? Finding.ok(WHAT, "LISTEN and NOTIFY work")
                    : Finding.warn(
                            WHAT,
                            "LISTEN does not outlast a transaction: a pooler such as PgBouncer is in between. Bypass"
                                    + " it, or send hints with Redis");
        }
    }

    private static boolean listens(Connection connection) throws SQLException {
        try (PreparedStatement read =
                connection.prepareStatement("SELECT COUNT(*) FROM pg_listening_channels() c WHERE c = ?")) {
            read.setString(1, CHANNEL);
            try (ResultSet row = read.executeQuery()) {
                return row.next() && row.getInt(1) == 1;
            }
        }
    }
}
