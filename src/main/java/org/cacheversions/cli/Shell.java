package org.cacheversions.cli;

import java.io.Console;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the command is run from: a terminal, or a script. */
interface Shell {

    /** Answers the environment variables. */
    Map<String, String> environment();

    /** Tells whether someone reads along: both input and output are a terminal. */
    boolean isTerminal();

    /** Asks without showing what is typed; {@code null} if nobody can be asked. */
    char @Nullable [] askSecretly(String question);

    /** Asks; {@code null} if nobody can be asked. */
    @Nullable
    String ask(String question);

    /** Waits. */
    void pause(Duration time) throws InterruptedException;

    /** Answers that of this process. */
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

    /** Since Java 22 there is a console also where there is no terminal. */
    @SuppressWarnings("SystemConsoleNull") // it is asked below
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
