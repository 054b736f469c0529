package org.cacheversions.cli;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the caches. */
@Command(
        name = "list",
        description = {
            "Lists the caches: name, version, revision and age of the last invalidation.",
            "In a pipe: without heading, columns separated by tabs, the age in seconds."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cache-versions list --url jdbc:postgresql://db/forum --user forum",
            "  cache-versions list | awk '$4 > 3600 { print $1 }'   # not invalidated for an hour",
            "  cache-versions list --json | jq -r '.[].name'"
        })
final class ListCommand extends ConsoleCommand {

    @Option(names = "--json", description = "An array of objects: name, version, revision, changedAt, ageSeconds.")
    private boolean json;

    private @Nullable Instant now;

    @Override
    public Integer call() throws SQLException {
        Collection<CacheRow> rows = connection.inTransaction(CacheRow::read).values();
        now = Instant.now();
        if (json) {
            printJson(rows);
        } else {
            print(rows);
        }
        return 0;
    }

    private Duration age(CacheRow row) {
        return row.age(now == null ? Instant.now() : now);
    }

    private void print(Collection<CacheRow> rows) {
        Table table = table("NAME", "VERSION", "REVISION", "AGE");
        rows.forEach(row ->
                table.add(row.name(), row.version(), Long.toString(row.revision()), Ages.of(age(row), isOnTerminal())));
        table.print();
    }

    private void printJson(Collection<CacheRow> rows) {
        PrintWriter out = line().getOut();
        out.print("[");
        String separator = "\n";
        for (CacheRow row : rows) {
            out.print(separator + "  {\"name\": " + Json.string(row.name()) + ", \"version\": "
                    + Json.string(row.version()) + ", \"revision\": " + row.revision() + ", \"changedAt\": "
                    + Json.string(row.changedAt().toString()) + ", \"ageSeconds\": "
                    + age(row).toSeconds() + "}");
            separator = ",\n";
        }
        out.println(rows.isEmpty() ? "]" : "\n]");
        out.flush();
    }
}
