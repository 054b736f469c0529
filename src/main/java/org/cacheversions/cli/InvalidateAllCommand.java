package org.cacheversions.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.jdbc.JdbcVersionWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Invalidates every cache. */
@Command(
        name = "invalidate-all",
        description = {
            "Gives every cache a new version in one transaction, and prints one line per cache.",
            "Asks for confirmation. All values are loaded again, so the database is busier for a while."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cache-versions invalidate-all",
            "  cache-versions invalidate-all --yes   # in a script, after a roll-out or a repair by SQL"
        })
final class InvalidateAllCommand extends TableCommand {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RedisOption redis;

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask.")
    private boolean yes;

    @Override
    public Integer call() throws SQLException {
        Hint hint = new Hint(line(), redis.uri());
        if (!yes && !isConfirmed()) {
            printError(ConsoleMessages.notConfirmed());
            return Main.NOT_CONFIRMED;
        }
        printChanged(connection.inTransaction(this::invalidated, hint::send));
        return 0;
    }

    private List<CacheRow> invalidated(Connection database) throws SQLException {
        new JdbcVersionWriter(database, connection.table(), new FreshVersion()).invalidateAll();
        return List.copyOf(read(database).values());
    }

    /** Asks outside of the transaction, so that it does not stay open while the user thinks. */
    private boolean isConfirmed() throws SQLException {
        int caches = connection.inTransaction(this::read).size();
        @Nullable
        String answer =
                connection.shell().ask("Invalidate all " + caches + " caches of " + connection.shownUrl() + "? [y/N] ");
        return answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
