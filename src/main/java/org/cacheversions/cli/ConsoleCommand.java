package org.cacheversions.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.cacheversions.migration.SchemaDialect;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that uses the table. */
abstract class ConsoleCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    ConnectionOptions connection;

    final CommandLine line() {
        return spec.commandLine();
    }

    final boolean isOnTerminal() {
        return connection.shell().isTerminal();
    }

    final Table table(String... heading) {
        return new Table(line(), isOnTerminal(), heading);
    }

    final void println(String text) {
        line().getOut().println(text);
        line().getOut().flush();
    }

    final void printError(String message) {
        line().getErr().println(Printable.of(Secrets.hide(message)));
        line().getErr().flush();
    }

    final ParameterException wrong(String message) {
        return new ParameterException(line(), message);
    }

    /** Returns the dialect that is named, or that of the URL. */
    final SchemaDialect dialect(@Nullable SchemaDialect named) {
        String url = connection.url();
        return Optional.ofNullable(named)
                .or(() -> Optional.ofNullable(url).flatMap(SchemaDialect::ofUrl))
                .orElseThrow(() -> wrong(ConsoleMessages.noDialect()));
    }

    final SortedMap<String, CacheRow> read(Connection database) throws SQLException {
        return CacheRow.read(database, connection.table());
    }

    /** Reads the new versions in the transaction that wrote them. */
    final List<CacheRow> changed(Connection database, Collection<String> caches) throws SQLException {
        Map<String, CacheRow> all = read(database);
        return caches.stream().filter(all::containsKey).map(all::get).toList();
    }

    final void printChanged(List<CacheRow> rows) {
        Table table = table("NAME", "VERSION", "REVISION");
        rows.forEach(row -> table.add(row.name(), row.version(), Long.toString(row.revision())));
        table.print();
    }
}
