package org.cacheversions.cli;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.cacheversions.cli.redis.RedisSocket;
import org.cacheversions.internal.core.config.HintSettings;
import org.cacheversions.internal.core.config.RedisUri;
import org.cacheversions.migration.SchemaDialect;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Sends hints, so that nodes in bounded coherence read the versions now rather than after max-age. */
final class Hint {

    private final String sender = UUID.randomUUID().toString();
    private final CommandLine line;
    private final @Nullable RedisUri redis;

    Hint(CommandLine line, @Nullable RedisUri redis) {
        this.line = line;
        this.redis = redis;
    }

    /** Sends a hint through this connection, if it is to PostgreSQL, and through Redis, if it is configured. */
    void send(Connection committed) {
        try {
            notify(committed);
        } catch (SQLException e) {
            if (!isUnsupported(e)) {
                warn(e);
            }
        }
        if (redis != null) {
            try (RedisSocket socket = RedisSocket.open(redis)) {
                String reply = socket.ask("PUBLISH", HintSettings.REDIS_CHANNEL, sender);
                if (!reply.startsWith(":")) {
                    throw new IOException(reply.substring(1));
                }
            } catch (IOException e) {
                warn(e);
            }
        }
    }

    private void notify(Connection committed) throws SQLException {
        if (SchemaDialect.ofUrl(String.valueOf(committed.getMetaData().getURL()))
                .filter(SchemaDialect.POSTGRESQL::equals)
                .isEmpty()) {
            return;
        }
        try (PreparedStatement statement = committed.prepareStatement("SELECT pg_notify(?, ?)")) {
            statement.setString(1, HintSettings.POSTGRESQL_CHANNEL);
            statement.setString(2, sender);
            statement.execute();
        }
        committed.commit();
    }

    /** Databases with PostgreSQL's protocol may lack NOTIFY; then no node listens either. */
    private static boolean isUnsupported(SQLException refused) {
        String state = String.valueOf(refused.getSQLState());
        return state.startsWith("0A") || state.equals("42883");
    }

    private void warn(Exception cause) {
        line.getErr()
                .println(line.getColorScheme()
                        .errorText(Printable.of(Secrets.hide(ConsoleMessages.nodesNotTold(cause)))));
        line.getErr().flush();
    }
}
