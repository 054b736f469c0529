package org.cacheversions.cli;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cacheversions.internal.core.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the caches. */
@Command(
        name = "list",
        description = {
            "Lists the caches: name, version, revision and age of the last invalidation.",
            "In a pipe, there is no heading, columns are separated by tabs, and the age is in seconds."
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

    @Override
    public Integer call() throws SQLException {
        Collection<CacheRow> rows = connection.inTransaction(this::read).values();
        Instant now = Instant.now();
        if (json) {
            printJson(rows, now);
        } else {
            print(rows, now);
        }
        return 0;
    }

    private void print(Collection<CacheRow> rows, Instant now) {
        Table table = table("NAME", "VERSION", "REVISION", "AGE");
        rows.forEach(row -> table.add(
                row.name(), row.version(), Long.toString(row.revision()), Ages.of(row.age(now), isOnTerminal())));
        table.print();
    }

    private void printJson(Collection<CacheRow> rows, Instant now) {
        List<String> objects =
                rows.stream().map(row -> "  " + Json.of(object(row, now))).toList();
        println(rows.isEmpty() ? "[]" : "[\n" + String.join(",\n", objects) + "\n]");
    }

    private static Map<String, Object> object(CacheRow row, Instant now) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", row.name());
        object.put("version", row.version());
        object.put("revision", row.revision());
        object.put("changedAt", row.changedAt());
        object.put("ageSeconds", row.age(now).toSeconds());
        return object;
    }
}
