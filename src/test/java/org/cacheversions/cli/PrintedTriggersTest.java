package org.cacheversions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import liquibase.util.StringUtil;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.internal.jdbc.JdbcVersionWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The printed triggers for Oracle and SQL Server, which no test runs: their text, compared with the others. */
class PrintedTriggersTest {

    private static final Pattern ASSIGNED =
            Pattern.compile("UPDATE \\S*cache_version\\b.*? WHERE (?:v\\.)?cache = ", Pattern.DOTALL);

    private static final Pattern COLUMN = Pattern.compile("\\b(version|revision|changed_at)\\s*=\\s");

    private static Console.Result run(String dialect, String... arguments) {
        List<String> all = new ArrayList<>(List.of("triggers", "--cache", "bans", "--dialect", dialect));
        all.addAll(List.of(arguments));
        if (!all.contains("--table")) {
            all.addAll(List.of("--table", "ban"));
        }
        return new Console().run(all.toArray(String[]::new));
    }

    private static String printed(String dialect, String... arguments) {
        Console.Result result = run(dialect, arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }

    private static String scoped(String dialect) {
        return printed(dialect, "--scope-column", "user_id", "--scope-column", "kind");
    }

    private static String reviewed(String name) throws IOException {
        try (InputStream stream = PrintedTriggersTest.class.getResourceAsStream(name + ".sql")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"oracle", "sqlserver"})
    void theTextIsTheReviewedOne(String dialect) throws IOException {
        assertThat(printed(dialect)).isEqualTo(reviewed(dialect + "-whole"));
        assertThat(scoped(dialect)).isEqualTo(reviewed(dialect + "-scoped"));
        assertThat(printed(dialect, "--drop")).isEqualTo(reviewed(dialect + "-drop"));
    }

    /** Returns what an UPDATE of the versions assigns, in its order. */
    private static List<String> assigned(String sql) {
        String update = ASSIGNED.matcher(sql)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow(() -> new AssertionError(sql));
        assertThat(update).matches("(?s).*revision = (v\\.)?revision \\+ 1\\b.*");
        return COLUMN.matcher(update.replaceAll("(?s)\\bCASE\\b.*?\\bEND\\b|\\bOUTPUT .*", "new"))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql", "oracle", "sqlserver"})
    void theUpdateIsThatOfTheLibrary(String dialect) throws ReflectiveOperationException {
        Field update = JdbcVersionWriter.class.getDeclaredField("UPDATE");
        update.setAccessible(true);
        assertThat(assigned(printed(dialect)))
                .containsExactlyElementsOf(assigned((String) update.get(null)))
                .containsExactly("version", "revision", "changed_at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "oracle", "sqlserver"})
    void theRecordsAreThoseOfTheLibrary(String dialect) {
        Pattern columns = Pattern.compile("INSERT INTO (?:\\w+\\.)?cache_journal (\\([^)]*\\))");
        List<String> own = columns.matcher(
                        new JournalTable("cache_journal", "cache_version", new Warnings()).insertValues())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(own).hasSize(1);
        for (String sql : List.of(printed(dialect), scoped(dialect))) {
            assertThat(columns.matcher(sql).results().map(found -> found.group(1)))
                    .isNotEmpty()
                    .allMatch(own.get(0)::equals);
            // as many revisions are kept, and as many deleted at once
            assertThat(sql).contains("revision - 100999", "revision - 100000", "0.01");
        }
    }

    @Test
    void theScopesAreThoseOfTheOldAndTheNewRow() {
        assertThat(scoped("oracle"))
                .containsSubsequence(
                        "IF UPDATING OR DELETING THEN",
                        "note(CASE WHEN :OLD.\"USER_ID\" IS NULL OR :OLD.\"KIND\" IS NULL THEN NULL ELSE",
                        "text_of(:OLD.\"USER_ID\")",
                        "|| ':' || text_of(:OLD.\"KIND\") END);",
                        "IF INSERTING OR UPDATING THEN",
                        "note(CASE WHEN :NEW.\"USER_ID\" IS NULL OR :NEW.\"KIND\" IS NULL THEN NULL ELSE",
                        "text_of(:NEW.\"USER_ID\")",
                        "|| ':' || text_of(:NEW.\"KIND\") END);");
        assertThat(scoped("sqlserver"))
                .containsSubsequence(
                        "SELECT [user_id], [kind] FROM deleted UNION ALL SELECT [user_id], [kind] FROM inserted",
                        "CASE WHEN [user_id] IS NULL OR [kind] IS NULL THEN NULL ELSE",
                        "CONVERT(nvarchar(max), [user_id])",
                        "+ N':' + ",
                        "CONVERT(nvarchar(max), [kind])");
    }

    @Test
    void theTextOfAScopeIsThatOfTheLibraryOrTheWholeCache() {
        String alphabet = "'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'";
        assertThat(scoped("oracle"))
                .containsSubsequence(
                        alphabet,
                        "noted VARCHAR2(65) := '*';",
                        "LENGTH(joined) <= 60 AND TRANSLATE(joined, '*' || alphabet || '_.:-', '*') IS NULL",
                        "'=' || joined",
                        "LENGTH(ASCIISTR(joined)) = LENGTH(joined)",
                        "'~' || LOWER(RAWTOHEX(STANDARD_HASH(joined, 'SHA256')))",
                        "touched.COUNT > 1000 OR touched.EXISTS('2A')");
        assertThat(scoped("sqlserver"))
                .containsSubsequence(
                        alphabet,
                        "joined IS NULL OR DATALENGTH(joined) > 8000 OR joined LIKE N'%[^ -~]%' THEN '*'",
                        "DATALENGTH(joined) BETWEEN 2 AND 120",
                        "NOT LIKE N'%[^A-Za-z0-9_.:-]%'",
                        "'=' + CONVERT(varchar(60), joined)",
                        "'~' + LOWER(CONVERT(char(64), HASHBYTES('SHA2_256', CONVERT(varchar(4000), joined)), 2))",
                        "scope = '*') OR (SELECT COUNT(*) FROM @scopes) > 1000");
    }

    @Test
    void noRowIsNoInvalidation() {
        assertThat(printed("oracle"))
                .containsSubsequence("touched.COUNT = 0 THEN", "RETURN", "UPDATE cache_version SET");
        assertThat(printed("sqlserver"))
                .containsSubsequence(
                        "NOT EXISTS (SELECT 1 FROM inserted) AND NOT EXISTS (SELECT 1 FROM deleted) RETURN",
                        "UPDATE dbo.cache_version SET");
    }

    @Test
    void liquibaseSplitsThemAtTheirDelimiters() {
        assertThat(statements(scoped("oracle"), "\\n/"))
                .satisfiesExactly(
                        check -> assertThat(check).startsWith("DECLARE").endsWith("END;"),
                        trigger -> assertThat(trigger)
                                .startsWith("CREATE TRIGGER \"cache_touch_BAN_bans_")
                                .endsWith("END;"));
        assertThat(statements(printed("oracle", "--drop"), "\\n/"))
                .singleElement()
                .asString()
                .startsWith("BEGIN")
                .endsWith("END;");
        assertThat(statements(scoped("sqlserver"), "\\nGO"))
                .satisfiesExactly(check -> assertThat(check).startsWith("IF EXISTS"), trigger -> assertThat(trigger)
                        .startsWith("CREATE TRIGGER dbo.[cache_touch_ban_bans_")
                        .endsWith("END;"));
    }

    private static Stream<String> statements(String sql, String delimiter) {
        return Arrays.stream(StringUtil.processMultiLineSQL(sql, true, true, delimiter))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty());
    }

    @Test
    void namesAreThoseOfTheDatabase() {
        assertThat(printed("oracle", "--table", "shop.ban", "--versions-table", "forum.cache_version"))
                .contains("ON shop.ban COMPOUND", "CREATE TRIGGER shop.\"cache_touch_BAN_bans_")
                .contains("UPDATE forum.cache_version SET", "INTO forum.cache_journal");
        assertThat(run("oracle", "--table", "shop.ban").err()).startsWith("CV1046");
        assertThat(nameOf("oracle", "ban"))
                .isEqualTo(nameOf("oracle", "\"BAN\""))
                .isNotEqualTo(nameOf("oracle", "\"ban\""));
        assertThat(printed("oracle", "--table", "\"Ban\"", "--scope-column", "\"userId\""))
                .contains("table_name = 'Ban' AND column_name IN ('userId')", ":NEW.\"userId\"");
        assertThat(printed("sqlserver", "--table", "[The bans]", "--scope-column", "[user id]"))
                .contains("ON dbo.[The bans] AFTER", "(N'user id')", "CONVERT(nvarchar(max), [user id])")
                .contains("UPDATE dbo.cache_version SET");
    }

    private static String nameOf(String dialect, String table) {
        return Pattern.compile("\"(cache_touch_[^\"]*)\"")
                .matcher(printed(dialect, "--table", table))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"oracle", "sqlserver"})
    void theTextSaysThatItWasNeverRun(String dialect) {
        assertThat(printed(dialect))
                .contains("-- This text was never run on", "TRUNCATE fires no trigger", "locks the row of the cache");
    }
}
