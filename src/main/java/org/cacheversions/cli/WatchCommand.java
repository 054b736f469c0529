package org.cacheversions.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Shows invalidations as they happen. */
@Command(
        name = "watch",
        description = {
            "Prints a line for each cache that is invalidated, started or stopped, until it is interrupted.",
            "Columns: time, what happened, name, revision, version, and the scopes, if only these were invalidated. Several invalidations between two looks are one"
                    + " line: the revision shows how many."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cache-versions watch",
            "  cache-versions watch --interval PT0.1S | grep -w bans",
            "  cache-versions watch --changes 1 && echo 'something was invalidated'"
        })
final class WatchCommand extends TableCommand {

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "PT1S",
            showDefaultValue = Visibility.ALWAYS,
            description = "How often to look, as in PT0.5S.")
    private Duration interval = Duration.ofSeconds(1);

    @Option(names = "--changes", paramLabel = "N", description = "Ends after so many lines.")
    private long changes = Long.MAX_VALUE;

    private long printed;
    private boolean outage;
    private @Nullable SortedMap<String, CacheRow> before;

    @Override
    public Integer call() throws SQLException, InterruptedException {
        if (interval.isNegative() || interval.isZero()) {
            throw wrong(ConsoleMessages.badInterval(interval));
        }
        while (wanted()) {
            try {
                follow();
            } catch (SQLException | NoConnectionException e) {
                if (before == null) {
                    throw e; // at the start this is a mistake of the caller, later it is an outage
                }
                warn(e);
                connection.shell().pause(interval);
            }
        }
        return 0;
    }

    private boolean wanted() {
        return printed < changes && !line().getOut().checkError();
    }

    private void warn(Exception e) {
        if (!outage) {
            outage = true;
            printError(ConsoleMessages.watchInterrupted(e));
        }
    }

    /** Polls with one connection until it fails or the limit is reached. */
    private void follow() throws SQLException, InterruptedException {
        Journal journal = new Journal(connection.table());
        try (Connection database = connection.open()) {
            while (true) {
                compare(read(database), (old, row) -> journal.scopes(database, old, row));
                database.rollback();
                outage = false;
                if (!wanted()) {
                    return;
                }
                connection.shell().pause(interval);
            }
        }
    }

    private void compare(SortedMap<String, CacheRow> now, BiFunction<CacheRow, CacheRow, String> scopes) {
        SortedMap<String, CacheRow> then = before == null ? now : before;
        SortedSet<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            CacheRow old = then.get(name);
            CacheRow row = now.get(name);
            if (old == null && row != null) {
                print("started", row, "");
            } else if (row == null && old != null) {
                print("stopped", old, "");
            } else if (row != null && !row.equals(old)) {
                print("invalidated", row, old == null ? "" : scopes.apply(old, row));
            }
        }
        before = now;
    }

    private void print(String what, CacheRow row, String scopes) {
        if (printed < changes) {
            println(String.join(
                            "\t",
                            row.changedAt().toString(),
                            what,
                            Printable.of(row.name()),
                            Long.toString(row.revision()),
                            Printable.of(row.version()))
                    + (scopes.isEmpty() ? "" : "\t" + Printable.of(scopes)));
            printed++;
        }
    }
}
