package org.cacheversions.cli;

import java.sql.SQLException;
import java.util.List;
import org.cacheversions.migration.StopCacheVersioning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops caches. */
@Command(
        name = "stop",
        description = {
            "Removes caches from the table, and prints those that were removed.",
            "Nodes that still use one of them load at every call, and warn once."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  cache-versions stop bans", "  cache-versions stop --if-present bans"})
final class StopCommand extends TableCommand {

    @Option(names = "--if-present", description = "Ignore caches that are not started, instead of failing.")
    private boolean ifPresent;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "The caches.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws SQLException {
        StopCacheVersioning stop = new StopCacheVersioning(names.toArray(String[]::new))
                .inTable(connection.table().sql());
        connection
                .inTransaction((ifPresent ? stop.ifPresent() : stop)::apply)
                .forEach(name -> println(Printable.of(name)));
        return 0;
    }
}
