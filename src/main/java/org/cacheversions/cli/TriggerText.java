package org.cacheversions.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.migration.SchemaDialect;
import org.jspecify.annotations.Nullable;

/** Makes the SQL of triggers from the template of a dialect. */
final class TriggerText {

    private static final String ONLY_SCOPED = "{scoped}";
    private static final String ONLY_WHOLE = "{whole}";

    private static final Map<SchemaDialect, String> TYPES = Map.of(
            SchemaDialect.ORACLE, "NUMBER without decimals, VARCHAR2 of up to 4,000 bytes and RAW(16)",
            SchemaDialect.SQLSERVER, "smallint, int, bigint, uniqueidentifier, and varchar and nvarchar with a length");

    private final SchemaDialect dialect;
    private final String template;

    TriggerText(SchemaDialect dialect, String template) {
        this.dialect = dialect;
        this.template = template;
    }

    /** Returns the text; the names of the scope columns are those in the catalogue. */
    String of(TableName versions, TableName data, String cache, List<String> scope, String warning) {
        String schema = data.schema();
        return forEachEvent(only(!scope.isEmpty()))
                .replace("{versions}", versions.sql())
                .replace("{journal}", versions.sibling("cache_journal"))
                .replace("{touched}", versions.sibling("cache_touched"))
                .replace("{touch}", versions.sibling("cache_touch"))
                .replace("{write}", versions.sibling("cache_touched_write"))
                .replace("{wrong}", wrongColumn(data))
                .replace("{table}", data.sql())
                .replace("{catalogued}", TriggerName.catalogued(dialect, data.table()))
                .replace("{owner}", owner(schema))
                .replace("{schema}", schema == null ? "" : schema + ".")
                .replace("{name}", TriggerName.of(dialect, data, cache, scope))
                .replace("{columns}", dialect == SchemaDialect.SQLSERVER ? rows(scope) : literals(scope))
                .replace("{count}", String.valueOf(scope.stream().distinct().count()))
                .replace(
                        "{selected}",
                        scope.stream().distinct().map(this::quoted).collect(Collectors.joining(", ")))
                .replace("{joined}", joined(scope, ""))
                .replace("{old}", joined(scope, ":OLD."))
                .replace("{new}", joined(scope, ":NEW."))
                .replace("{arguments}", scope.isEmpty() ? "'" + cache + "'" : "'" + cache + "', " + literals(scope))
                .replace("{warning}", warning)
                .replace("{cache}", cache)
                .stripTrailing();
    }

    /** Leaves out the lines that are for the other kind of invalidation. */
    private String only(boolean scoped) {
        String wanted = scoped ? ONLY_SCOPED : ONLY_WHOLE;
        String other = scoped ? ONLY_WHOLE : ONLY_SCOPED;
        return template.lines()
                .filter(line -> !line.startsWith(other))
                .map(line -> line.startsWith(wanted) ? line.substring(wanted.length()) : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** Repeats the last paragraph if it stands for one event: a trigger of MariaDB and MySQL has only one. */
    private static String forEachEvent(String text) {
        if (!text.contains("{event}")) {
            return text;
        }
        int last = text.lastIndexOf("\n\n") + 1;
        String paragraph = text.substring(last);
        return text.substring(0, last)
                + Stream.of("insert", "update", "delete")
                        .map(event ->
                                paragraph.replace("{event}", event).replace("{EVENT}", event.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.joining());
    }

    private String wrongColumn(TableName data) {
        return ConsoleMessages.wrongColumn(
                data.sql(), TYPES.getOrDefault(dialect, "smallint, int, bigint, uuid, text, varchar and enum"));
    }

    private String owner(@Nullable String schema) {
        return schema == null
                ? "SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')"
                : "'" + TriggerName.catalogued(dialect, schema) + "'";
    }

    private static String literals(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    private static String rows(List<String> names) {
        return names.stream().map(name -> "(N'" + name + "')").collect(Collectors.joining(", "));
    }

    /** Returns the components with colons between them, or a null if one is null: Oracle would join the others. */
    private String joined(List<String> scope, String row) {
        String newLine = "\n" + " ".repeat(16);
        String colon = newLine + (dialect == SchemaDialect.ORACLE ? "|| ':' || " : "+ N':' + ");
        return scope.stream()
                        .map(name -> row + quoted(name) + " IS NULL")
                        .collect(Collectors.joining(" OR ", "CASE WHEN ", " THEN NULL ELSE" + newLine))
                + scope.stream()
                        .map(name -> component(row + quoted(name)))
                        .collect(Collectors.joining(colon, "", " END"));
    }

    private String quoted(String name) {
        return dialect == SchemaDialect.SQLSERVER ? "[" + name + "]" : "\"" + name + "\"";
    }

    /** SQL Server writes a UUID in capitals. */
    private String component(String column) {
        if (dialect == SchemaDialect.ORACLE) {
            return "text_of(" + column + ")";
        }
        String text = "CONVERT(nvarchar(max), " + column + ")";
        return "CASE WHEN CONVERT(nvarchar(128), SQL_VARIANT_PROPERTY(" + column
                + ", 'BaseType')) = N'uniqueidentifier' THEN LOWER(" + text + ") ELSE " + text
                + " END COLLATE Latin1_General_BIN2";
    }
}
