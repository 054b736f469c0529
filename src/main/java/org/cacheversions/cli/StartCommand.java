package org.cacheversions.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.cacheversions.migration.StartCacheVersioning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts caches. */
@Command(
        name = "start",
        description = {
            "Adds caches to the table; prints the ones added.",
            "A migration of the application does the same: see StartCacheVersioning."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  cache-versions start bans categories", "  cache-versions start --if-absent bans"})
final class StartCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConnectionOptions connection;

    @Option(names = "--if-absent", description = "Passes by those that are started already; fails otherwise.")
    private boolean ifAbsent;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "The caches.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws SQLException {
        StartCacheVersioning start = new StartCacheVersioning(names.toArray(String[]::new));
        List<CacheRow> rows = connection.inTransaction(
                database -> Changed.rows(database, (ifAbsent ? start.ifAbsent() : start).apply(database)));
        Changed.print(spec.commandLine(), connection.shell().isTerminal(), rows);
        return 0;
    }
}
