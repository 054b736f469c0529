package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.cacheversions.databases.TestDatabase;
import org.cacheversions.migration.StartCacheVersioning;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar on a real terminal: colours, prompts and completion. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the command script, which opens a terminal, is another elsewhere")
@Tag("ci")
class ConsoleTerminalIT {

    private static final String ESCAPE = "\u001B[";
    private static final String SECRET = "s3cret";
    private static final String CTRL_C = "\u0003";
    private static final int INTERRUPTED = 130;

    @TempDir
    Path directory;

    private String url;

    @BeforeEach
    void database() throws Exception {
        url = "jdbc:h2:" + directory.resolve("forum");
        try (Connection connection = DriverManager.getConnection(url, "keeper", SECRET)) {
            TestDatabase.H2.dialect().create(connection);
            new StartCacheVersioning("bans", "categories").apply(connection);
        }
    }

    private static String command(String arguments) {
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:TieredStopAtLevel=1 -jar '"
                + Server.setting("it.console") + "' " + arguments;
    }

    private Terminal terminal(String line) throws Exception {
        return new Terminal(
                Map.of(
                        "CACHE_VERSIONS_URL", url,
                        "CACHE_VERSIONS_USER", "keeper",
                        "CACHE_VERSIONS_PASSWORD", SECRET),
                line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list                        | 0 | bans        \\w{8}  1         \\d+ s",
                "invalidate bans             | 0 | bans  \\w{8}  2",
                "invalidate-all --yes        | 0 | categories  \\w{8}  2",
                "start posts                 | 0 | posts  \\w{8}  1",
                "stop bans                   | 0 | bans",
                "schema --dialect derby      | 0 | CREATE TABLE cache_version",
                "doctor                      | 0 | isolation   \\S+OK",
                "invalidate none             | 3 | CV1008",
                "nonsense                    | 2 | Unknown: .nonsense.",
                "invalidate-all --help       | 0 | Examples:"
            })
    void eachCommandIsReadableOnATerminal(String arguments, int exitCode, String pattern) throws Exception {
        try (Terminal terminal = terminal(command(arguments))) {
            assertThat(terminal.exitCode()).as(terminal.shown()).isEqualTo(exitCode);
            assertThat(terminal.shown()).containsPattern(pattern).doesNotContain("\tat ", "Exception");
        }
    }

    @ParameterizedTest
    @CsvSource({"list, true", "list | cat, false", "doctor, true", "doctor | cat, false", "--help, true"})
    void coloursAreUsedOnlyOnATerminal(String arguments, boolean coloured) throws Exception {
        try (Terminal terminal = terminal(command(arguments))) {
            assertThat(terminal.exitCode()).as(terminal.shown()).isZero();
            assertThat(terminal.shown().contains(ESCAPE)).as(terminal.shown()).isEqualTo(coloured);
        }
    }

    @Test
    void thePasswordPromptDoesNotEcho() throws Exception {
        Map<String, String> environment = Map.of("CACHE_VERSIONS_URL", url, "CACHE_VERSIONS_USER", "keeper");
        try (Terminal terminal = new Terminal(environment, command("invalidate-all"))) {
            terminal.answer("Password of keeper: ", SECRET + "\n");
            terminal.answer("Invalidate all 2 caches of ", "y\n");
            assertThat(terminal.exitCode()).as(terminal.shown()).isZero();
            assertThat(terminal.shown()).contains("bans", "categories").doesNotContain(SECRET);
        }
    }

    @Test
    void nothingIsInvalidatedUnlessConfirmed() throws Exception {
        try (Terminal terminal = terminal(command("invalidate-all"))) {
            terminal.answer("Invalidate all 2 caches of ", "\n");
            assertThat(terminal.exitCode()).as(terminal.shown()).isEqualTo(5);
        }
    }

    @Test
    void watchShowsChangesUntilControlC() throws Exception {
        url = TestDatabase.POSTGRESQL.withTable();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            new StartCacheVersioning("bans").apply(connection);
            Map<String, String> environment = Map.of("CACHE_VERSIONS_URL", url);
            try (Terminal terminal = new Terminal(environment, command("watch --interval PT0.1S"))) {
                // the first read is not visible, since only changes are shown
                Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
                    statement.execute("UPDATE cache_version SET revision = revision + 1 WHERE cache = 'bans'");
                    return terminal.shown().contains("\tinvalidated\tbans\t");
                });
                terminal.answer("invalidated", CTRL_C);
                assertThat(terminal.exitCode()).as(terminal.shown()).isEqualTo(INTERRUPTED);
                assertThat(terminal.shown()).doesNotContain("Exception");
            }
        }
    }

    /** Uses the two lines of docs/console.md. */
    @Test
    void theShellCompletesCommands() throws Exception {
        Path start = directory.resolve("bashrc");
        Files.writeString(start, """
                PS1='ready> '
                alias cache-versions="%s"
                source <(cache-versions generate-completion)
                """.formatted(command("")));
        try (Terminal terminal = terminal("bash --noprofile --rcfile '" + start + "' -i")) {
            terminal.answer("ready> ", "cache-versions invalidate-\t--ye\t\n");
            terminal.awaitShown("invalidate-all --yes");
            terminal.awaitShown("categories  ");
            terminal.answer("categories  ", "exit\n");
            assertThat(terminal.exitCode()).as(terminal.shown()).isZero();
        }
    }
}
