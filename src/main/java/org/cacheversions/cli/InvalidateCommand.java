package org.cacheversions.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cacheversions.Scope;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.internal.jdbc.JdbcVersionWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Invalidates caches by name. */
@Command(
        name = "invalidate",
        description = {
            "Gives caches new versions: all of them, or none if one is unknown.",
            "Running nodes notice at their next request in strict coherence, within a lease in leased, within max-age"
                    + " in bounded, or at once if they take hints from this PostgreSQL, or from the Redis named."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cache-versions invalidate bans",
            "  cache-versions invalidate permissions --scope 42",
            "  cache-versions list | cut -f1 | grep ^forum | xargs cache-versions invalidate"
        })
final class InvalidateCommand extends TableCommand {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RedisOption redis;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "The caches.")
    private List<String> names = List.of();

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "Invalidates only this scope of each cache; of several components, with a colon between them."
                    + " Can be repeated. Needs the table cache_journal.")
    private List<String> scopes = List.of();

    @Override
    public Integer call() throws SQLException {
        SortedSet<String> caches = CacheNames.sorted(names);
        Hint hint = new Hint(line(), redis.uri());
        printChanged(connection.inTransaction(database -> invalidated(database, caches), hint::send));
        return 0;
    }

    private List<CacheRow> invalidated(Connection database, SortedSet<String> caches) throws SQLException {
        Set<String> texts = new TreeSet<>();
        scopes.forEach(scope -> texts.add(Scope.of("any", scope).text()));
        SortedMap<String, Set<String>> targets = new TreeMap<>();
        caches.forEach(cache -> targets.put(cache, texts));
        JdbcVersionWriter writer = new JdbcVersionWriter(database, connection.table(), new FreshVersion());
        if (!texts.isEmpty()) {
            TableName versions = connection.table();
            JournalTable journal = new JournalTable(versions.sibling("cache_journal"), versions.sql(), new Warnings());
            journal.worked(); // otherwise its INSERT fails, and nothing is invalidated
            writer.journal(journal);
        }
        Collection<String> missing = writer.invalidate(targets);
        if (!missing.isEmpty()) {
            Collection<String> known = new ArrayList<>(read(database).keySet());
            throw new UnknownCacheException(ConsoleMessages.nothingInvalidated(missing, known));
        }
        return changed(database, caches);
    }
}
