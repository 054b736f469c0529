package org.cacheversions.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.jdbc.JdbcVersionWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Invalidates every cache. */
@Command(
        name = "invalidate-all",
        description = {
            "Gives every cache a new version, in one transaction; prints one line a cache.",
            "Asks first. What is cached is computed anew, so the database is busier for a while."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cache-versions invalidate-all",
            "  cache-versions invalidate-all --yes   # in a script, after a roll-out or a repair by SQL"
        })
final class InvalidateAllCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConnectionOptions connection;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RedisOption redis;

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask.")
    private boolean yes;

    @Override
    public Integer call() throws SQLException {
        Hint hint = new Hint(spec.commandLine(), redis.address());
        if (!yes && !isConfirmed()) {
            spec.commandLine().getErr().println(ConsoleMessages.notConfirmed());
            spec.commandLine().getErr().flush();
            return Main.NOT_CONFIRMED;
        }
        List<CacheRow> rows = connection.inTransaction(InvalidateAllCommand::invalidated, hint::send);
        Changed.print(spec.commandLine(), connection.shell().isTerminal(), rows);
        return 0;
    }

    private static List<CacheRow> invalidated(Connection database) throws SQLException {
        new JdbcVersionWriter(database, new FreshVersion()).invalidateAll();
        return List.copyOf(CacheRow.read(database).values());
    }

    /** No transaction stays open while somebody thinks. */
    private boolean isConfirmed() throws SQLException {
        int caches = connection.inTransaction(CacheRow::read).size();
        @Nullable
        String answer =
                connection.shell().ask("Invalidate all " + caches + " caches of " + connection.shownUrl() + "? [y/N] ");
        return answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
