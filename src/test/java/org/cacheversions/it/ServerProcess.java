package org.cacheversions.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The process of a server. It ends with the tests, even when their JVM is terminated early. */
final class ServerProcess implements AutoCloseable {

    private static final Duration BOOT_TIMEOUT = Duration.ofMinutes(3);
    private static final int SECONDS_TO_STOP = 20;

    private final String name;
    private final Process process;
    private final ServerLog log;
    private final Thread shutdownHook = new Thread(this::stop, "stop-server");

    private ServerProcess(String name, Process process, ServerLog log) {
        this.name = name;
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    static ServerProcess start(String name, List<String> command, Path directory) {
        return start(name, command, directory, Map.of());
    }

    /** Starts it with additional environment variables. */
    static ServerProcess start(String name, List<String> command, Path directory, Map<String, String> environment) {
        Path console = directory.resolve("console.log");
        try {
            List<String> withOptions = new ArrayList<>(command);
            String options = System.getProperty("it.jvm.args", "");
            if (!options.isBlank()) {
                withOptions.addAll(1, List.of(options.strip().split(" +")));
            }
            ProcessBuilder builder = new ProcessBuilder(withOptions)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(console.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            return new ServerProcess(name, process, new ServerLog(console));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServerLog log() {
        return log;
    }

    long pid() {
        return process.pid();
    }

    /** Waits for the condition; fails with the end of the log on a timeout or if the server has ended. */
    void awaitReady(BooleanSupplier ready) {
        try {
            await(name + " is ready")
                    .atMost(BOOT_TIMEOUT)
                    .pollInterval(Duration.ofMillis(100))
                    .pollInSameThread()
                    .failFast(name + " has ended", () -> !process.isAlive())
                    .until(ready::getAsBoolean);
        } catch (RuntimeException e) {
            throw new IllegalStateException(name + " did not start; it said:\n" + log.tail(0, 80), e);
        }
    }

    /** Requests termination and returns the exit code. */
    int end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " does not end:\n" + log.tail(0, 80));
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(shutdownHook);
    }

    private void stop() {
        List<ProcessHandle> processes = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        processes.forEach(ProcessHandle::destroy);
        try {
            if (process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            processes.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
