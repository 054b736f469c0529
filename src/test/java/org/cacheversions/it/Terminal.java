package org.cacheversions.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A command on its own terminal, with simulated typing. */
final class Terminal implements AutoCloseable {

    private final Process process;
    private final StringBuffer shown = new StringBuffer();
    private final Thread reader;

    /** Runs a line of bash; what it starts reads from and writes to the terminal. */
    Terminal(Map<String, String> environment, String line) throws IOException {
        // a build in the background ignores Ctrl-C, and so would whatever it starts
        ProcessBuilder builder = new ProcessBuilder(
                        "env", "--default-signal=INT", "script", "--quiet", "--return", "--command", line, "/dev/null")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("CACHE_VERSIONS_") || name.equals("NO_COLOR"));
        builder.environment().putAll(Map.of("SHELL", "/bin/bash", "TERM", "xterm"));
        builder.environment().putAll(environment);
        process = builder.start();
        reader = new Thread(this::read, "terminal");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (InputStream stream = process.getInputStream()) {
            byte[] some = new byte[4096];
            for (int length = stream.read(some); length >= 0; length = stream.read(some)) {
                shown.append(new String(some, 0, length, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            shown.append(e);
        }
    }

    /** Types the answer as soon as the terminal shows the prompt. */
    Terminal answer(String question, String keys) {
        awaitShown(question);
        try {
            OutputStream keyboard = process.getOutputStream();
            keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Terminal awaitShown(String text) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .failFast("it has ended: " + shown, () -> !reader.isAlive() && shown.indexOf(text) < 0)
                .until(() -> shown.indexOf(text) >= 0);
        return this;
    }

    /** Waits for the end and returns the exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end: " + shown);
        }
        reader.join();
        return process.exitValue();
    }

    /** All that was on the screen, colours included. */
    String shown() {
        return shown.toString().replace("\r\n", "\n");
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
