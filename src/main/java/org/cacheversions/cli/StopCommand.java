package org.cacheversions.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.cacheversions.migration.StopCacheVersioning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops caches. */
@Command(
        name = "stop",
        description = {
            "Removes caches from the table; prints the names of the ones removed.",
            "Nodes that still use one compute at every call, and warn once."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  cache-versions stop bans", "  cache-versions stop --if-present bans"})
final class StopCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ConnectionOptions connection;

    @Option(names = "--if-present", description = "Passes by those that are not there; fails otherwise.")
    private boolean ifPresent;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "The caches.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws SQLException {
        StopCacheVersioning stop = new StopCacheVersioning(names.toArray(String[]::new));
        SortedSet<String> stopped =
                connection.inTransaction(database -> (ifPresent ? stop.ifPresent() : stop).apply(database));
        PrintWriter out = spec.commandLine().getOut();
        stopped.forEach(out::println);
        out.flush();
        return 0;
    }
}
