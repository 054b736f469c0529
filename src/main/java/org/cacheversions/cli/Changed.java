package org.cacheversions.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Shows the new versions of caches, one line each. */
final class Changed {

    private Changed() {}

    /** Reads what the transaction has written, which is still open. */
    static List<CacheRow> rows(Connection database, Collection<String> caches) throws SQLException {
        Map<String, CacheRow> all = CacheRow.read(database);
        return caches.stream().filter(all::containsKey).map(all::get).toList();
    }

    static void print(CommandLine line, boolean terminal, List<CacheRow> rows) {
        Table table = new Table(line, terminal, "NAME", "VERSION", "REVISION");
        rows.forEach(row -> table.add(row.name(), row.version(), Long.toString(row.revision())));
        table.print();
    }
}
