package org.cacheversions.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The command as a user runs it, within this JVM. */
final class Console implements Shell {

    /** The result of a command. */
    record Result(int exitCode, String out, String err) {

        List<String> lines() {
            return out.lines().toList();
        }

        String cell(int line, int column) {
            return lines().get(line).split("\t", -1)[column];
        }
    }

    private final Map<String, String> environment = new HashMap<>();
    private final Deque<String> typed = new ArrayDeque<>();
    private final StringBuilder asked = new StringBuilder();
    private boolean terminal;
    private volatile boolean interrupted;

    static Console of(String url) {
        return new Console().with("CACHE_VERSIONS_URL", url);
    }

    Console with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Somebody sits at it, and will type this. */
    Console terminal(String... answers) {
        terminal = true;
        typed.addAll(List.of(answers));
        return this;
    }

    /** Ends what waits. */
    void interrupt() {
        interrupted = true;
    }

    String asked() {
        return asked.toString();
    }

    Result run(String... arguments) {
        return run(new StringWriter(), arguments);
    }

    Result run(StringWriter out, String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine(this)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        int code = line.execute(arguments);
        return new Result(code, out.toString(), err.toString());
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public boolean isTerminal() {
        return terminal;
    }

    @Override
    public char[] askSecretly(String question) {
        String answer = ask(question);
        return answer == null ? null : answer.toCharArray();
    }

    @Override
    public String ask(String question) {
        if (!terminal) {
            return null;
        }
        asked.append(question);
        return typed.poll();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (interrupted) {
            throw new InterruptedException();
        }
        Thread.yield();
    }
}
