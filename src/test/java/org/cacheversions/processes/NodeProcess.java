package org.cacheversions.processes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node in a separate process. Not thread-safe. */
final class NodeProcess implements AutoCloseable {

    private final Path errors;
    private final Process process;
    private final PrintStream requests;
    private final BufferedReader answers;

    /** Starts a node; {@link #awaitReady()} waits for it. */
    NodeProcess(String database, Map<String, String> properties) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-Dnode.database=" + database));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NodeMain.class.getName()));
        try {
            errors = Files.createTempFile("node", ".log");
            process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    void awaitReady() {
        answer();
    }

    int price() {
        return Integer.parseInt(ask("price"));
    }

    void change(int amount) {
        ask("change " + amount);
    }

    int loads() {
        return Integer.parseInt(ask("loads"));
    }

    long pid() {
        return process.pid();
    }

    /** Returns its log. */
    String log() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String request) {
        requests.println(request);
        return answer();
    }

    private String answer() {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(NodeMain.ANSWER)) {
                    return line.substring(NodeMain.ANSWER.length());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the node has ended:\n" + log());
    }

    /** Ends the process and waits for its end. */
    @Override
    public void close() {
        requests.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
