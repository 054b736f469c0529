package org.cacheversions.cli;

import java.sql.SQLException;
import java.util.List;
import org.cacheversions.migration.StartCacheVersioning;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts caches. */
@Command(
        name = "start",
        description = {
            "Adds caches to the table, and prints those that were added.",
            "A migration of the application does the same: see StartCacheVersioning."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  cache-versions start bans categories", "  cache-versions start --if-absent bans"})
final class StartCommand extends TableCommand {

    @Option(names = "--if-absent", description = "Ignore caches that are already started, instead of failing.")
    private boolean ifAbsent;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "The caches.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws SQLException {
        StartCacheVersioning start = new StartCacheVersioning(names.toArray(String[]::new))
                .inTable(connection.table().sql());
        printChanged(connection.inTransaction(
                database -> changed(database, (ifAbsent ? start.ifAbsent() : start).apply(database))));
        return 0;
    }
}
