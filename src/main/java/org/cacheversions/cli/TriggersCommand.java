package org.cacheversions.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.migration.SchemaDialect;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the SQL of triggers that invalidate. */
@Command(
        name = "triggers",
        description = {
            "Prints the SQL of triggers that invalidate a cache when a table is written, by any program.",
            "The dialect is that of --url, or the one named: PostgreSQL; MariaDB and MySQL (not recommended);"
                    + " Oracle or SQL Server (never run there)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cache-versions triggers --dialect postgresql --table ban --cache bans > V8__ban_triggers.sql",
            "  cache-versions triggers --table permission --cache permissions --scope-column user_id | psql forum"
        })
final class TriggersCommand extends ConsoleCommand {

    private static final Map<SchemaDialect, String> DEFAULT_SCHEMAS =
            Map.of(SchemaDialect.POSTGRESQL, "public", SchemaDialect.SQLSERVER, "dbo");

    /** Databases where a trigger of a table in another schema looks for the versions there. */
    private static final Set<SchemaDialect> OWN_SCHEMAS = Set.of(SchemaDialect.MYSQL, SchemaDialect.ORACLE);

    private static final Set<Integer> WITHOUT_CHANGE =
            Set.of(DatabaseMetaData.importedKeyNoAction, DatabaseMetaData.importedKeyRestrict);

    @Option(names = "--table", required = true, paramLabel = "NAME", description = "The table with the data.")
    private String table = "";

    @Option(names = "--cache", required = true, paramLabel = "NAME", description = "The cache that depends on it.")
    private String cache = "";

    @Option(
            names = "--scope-column",
            paramLabel = "NAME",
            description = "The column whose value is the scope to invalidate. Can be repeated for a scope of several.")
    private List<String> columns = List.of();

    @Option(names = "--dialect", description = "One of ${COMPLETION-CANDIDATES}; mysql for MariaDB.")
    private @Nullable SchemaDialect dialect;

    @Option(names = "--drop", description = "Prints the SQL that removes the triggers.")
    private boolean drop;

    @Option(
            names = "--ignore-cascades",
            description = "MariaDB and MySQL: also for a table that foreign keys change without firing triggers.")
    private boolean ignoreCascades;

    @Option(
            names = "--versions-table",
            paramLabel = "NAME",
            description = "The table of the versions; by default $$CACHE_VERSIONS_TABLE, or cache_version. On"
                    + " PostgreSQL, in the schema public unless it is named; on SQL Server, in dbo.")
    void versions(String name) {
        connection.table(name);
    }

    @Override
    public Integer call() throws SQLException, IOException {
        SchemaDialect target = dialect(dialect);
        String template = template(target);
        CacheNames.sorted(List.of(cache));
        TableName versions = connection.table();
        String schema = DEFAULT_SCHEMAS.get(target);
        if (schema != null && versions.schema() == null) {
            versions = TableName.parse(schema + "." + versions.sql());
        }
        TableName data = connection.parsed(table);
        data = data.schema() == null ? connection.parsed(versions.sibling(table)) : data;
        if (Stream.of(versions.sql(), versions.sibling("cache_journal"), versions.sibling("cache_touched"))
                .anyMatch(data.sql()::equals)) {
            throw wrong(ConsoleMessages.libraryTable(table));
        }
        if (OWN_SCHEMAS.contains(target) && data.schema() != null && versions.schema() == null && !drop) {
            // within a trigger, a name without a schema is of the schema of its table
            versions = TableName.parse(schemaOfVersions(target) + "." + versions.sql());
        }
        List<String> scope =
                columns.stream().map(given -> column(target, given)).toList();
        String warning = target == SchemaDialect.MYSQL ? warning(data) : "";
        println(new TriggerText(target, template).of(versions, data, cache, scope, warning));
        return 0;
    }

    private String template(SchemaDialect target) throws IOException {
        String name = "/org/cacheversions/triggers/" + target.name().toLowerCase(Locale.ROOT) + (drop ? "-drop" : "");
        try (InputStream stream = TriggersCommand.class.getResourceAsStream(name + ".sql")) {
            if (stream == null) {
                throw wrong(ConsoleMessages.noTriggers(target.name()));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns the name of a column as the catalogue has it. */
    private String column(SchemaDialect target, String given) {
        if (!TableName.isValid(given) || TableName.parse(given).schema() != null) {
            throw wrong(ConsoleMessages.noColumn(given));
        }
        return TriggerName.catalogued(target, given);
    }

    private static String unquoted(String name) {
        return name.replaceAll("[\"`\\[\\]]", "");
    }

    private String schemaOfVersions(SchemaDialect target) throws SQLException {
        if (target != SchemaDialect.MYSQL || !isOfMySql(connection.url())) {
            throw wrong(ConsoleMessages.unknownSchema(table));
        }
        try (Connection database = connection.openAsItIs()) {
            return "`" + database.getCatalog() + "`";
        }
    }

    private static boolean isOfMySql(@Nullable String url) {
        return url != null
                && SchemaDialect.ofUrl(url).filter(SchemaDialect.MYSQL::equals).isPresent();
    }

    private String warning(TableName data) throws SQLException {
        if (!columns.isEmpty()) {
            throw wrong(ConsoleMessages.noScopesInTriggers());
        }
        if (drop || ignoreCascades) {
            return "Cascades of foreign keys are ignored.";
        }
        if (!isOfMySql(connection.url())) {
            return "Not checked, without --url: whether a foreign key of " + data.sql() + " cascades.";
        }
        SortedSet<String> cascading = new TreeSet<>();
        try (Connection database = connection.openAsItIs()) {
            String schema = data.schema();
            try (ResultSet keys = database.getMetaData()
                    .getImportedKeys(
                            schema == null ? database.getCatalog() : unquoted(schema), null, unquoted(data.table()))) {
                while (keys.next()) {
                    if (!WITHOUT_CHANGE.contains((int) keys.getShort("DELETE_RULE"))
                            || !WITHOUT_CHANGE.contains((int) keys.getShort("UPDATE_RULE"))) {
                        cascading.add(keys.getString("FK_NAME"));
                    }
                }
            }
        }
        if (!cascading.isEmpty()) {
            throw wrong(ConsoleMessages.cascades(table, cascading));
        }
        return "No foreign key of " + data.sql() + " cascades.";
    }
}
