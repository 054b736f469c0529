package org.cacheversions.cli;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.cacheversions.internal.core.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the caches. */
@Command(
        name = "list",
        description = {
            "Lists the caches: name, version, revision and age of the last invalidation.",
            "If there is a journal, also how many scopes of the cache it contains.",
            "In a pipe, there is no heading, columns are separated by tabs, and the age is in seconds."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cache-versions list --url jdbc:postgresql://db/forum --user forum",
            "  cache-versions list | awk '$4 > 3600 { print $1 }'   # not invalidated for an hour",
            "  cache-versions list --json | jq -r '.[].name'"
        })
final class ListCommand extends TableCommand {

    @Option(
            names = "--json",
            description =
                    "An array of objects: name, version, revision, changedAt, ageSeconds; with a journal also scopes,"
                            + " records.")
    private boolean json;

    @Override
    public Integer call() throws SQLException {
        AtomicReference<@Nullable Map<String, Journal.Count>> counts = new AtomicReference<>();
        // one connection: a driver from a file may open an embedded database only once
        Collection<CacheRow> rows = connection
                .inTransaction(database -> {
                    counts.set(new Journal(connection.table()).counts(database).orElse(null));
                    return read(database);
                })
                .values();
        Instant now = Instant.now();
        Map<String, Journal.Count> journal = counts.get();
        if (json) {
            printJson(rows, now, journal);
        } else {
            print(rows, now, journal);
        }
        return 0;
    }

    private void print(Collection<CacheRow> rows, Instant now, @Nullable Map<String, Journal.Count> journal) {
        List<String> heading = new ArrayList<>(List.of("NAME", "VERSION", "REVISION", "AGE"));
        if (journal != null) {
            heading.add("SCOPES");
        }
        Table table = table(heading.toArray(String[]::new));
        for (CacheRow row : rows) {
            List<String> cells = new ArrayList<>(List.of(
                    row.name(), row.version(), Long.toString(row.revision()), Ages.of(row.age(now), isOnTerminal())));
            if (journal != null) {
                cells.add(Long.toString(
                        journal.getOrDefault(row.name(), Journal.Count.NONE).scopes()));
            }
            table.add(cells.toArray(String[]::new));
        }
        table.print();
    }

    private void printJson(Collection<CacheRow> rows, Instant now, @Nullable Map<String, Journal.Count> journal) {
        List<String> objects = rows.stream()
                .map(row -> "  " + Json.of(object(row, now, journal)))
                .toList();
        println(rows.isEmpty() ? "[]" : "[\n" + String.join(",\n", objects) + "\n]");
    }

    private static Map<String, Object> object(CacheRow row, Instant now, @Nullable Map<String, Journal.Count> journal) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", row.name());
        object.put("version", row.version());
        object.put("revision", row.revision());
        object.put("changedAt", row.changedAt());
        object.put("ageSeconds", row.age(now).toSeconds());
        if (journal != null) {
            Journal.Count count = journal.getOrDefault(row.name(), Journal.Count.NONE);
            object.put("scopes", count.scopes());
            object.put("records", count.records());
        }
        return object;
    }
}
