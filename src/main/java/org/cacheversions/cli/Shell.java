package org.cacheversions.cli;

import java.io.Console;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The terminal or the script that runs the command. */
interface Shell {

    Map<String, String> environment();

    /** Returns whether both input and output are a terminal. */
    boolean isTerminal();

    /** Reads a line without echo; returns {@code null} if there is no terminal. */
    char @Nullable [] askSecretly(String question);

    /** Reads a line; returns {@code null} if there is no terminal. */
    @Nullable
    String ask(String question);

    void pause(Duration time) throws InterruptedException;

    /** Returns the shell of this process. */
    static Shell system() {
        return new Shell() {

            private final @Nullable Console console = terminal();

            @Override
            public Map<String, String> environment() {
                return System.getenv();
            }

            @Override
            public boolean isTerminal() {
                return console != null;
            }

            @Override
            public char @Nullable [] askSecretly(String question) {
                return console == null ? null : console.readPassword("%s", question);
            }

            @Override
            public @Nullable String ask(String question) {
                return console == null ? null : console.readLine("%s", question);
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                Thread.sleep(time.toMillis());
            }
        };
    }

    /** Since Java 22, there is a console even without a terminal. */
    @SuppressWarnings("SystemConsoleNull") // checked below
    private static @Nullable Console terminal() {
        Console console = System.console();
        if (console == null) {
            return null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console) ? console : null;
        } catch (ReflectiveOperationException e) {
            return console;
        }
    }
}
