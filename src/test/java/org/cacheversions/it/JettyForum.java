package org.cacheversions.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The example's main class in a separate process, started with the command of the README. */
final class JettyForum implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Forum ready at (http://127\\.0\\.0\\.1:\\d+/)");

    private final ServerProcess process;

    private JettyForum(ServerProcess process) {
        this.process = process;
    }

    /** Starts it with the data that an earlier run left in the folder. */
    static JettyForum start(Path folder) {
        return start(folder, "");
    }

    /** Starts it on the database at the URL, or on the folder's own database if the URL is empty. */
    static JettyForum start(Path folder, String database, String... options) {
        Path home = Path.of(Server.setting("it.example"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Xmx384m",
                "-Dexample.home=" + home,
                "-Dexample.data=" + folder,
                "-Dexample.port=0",
                "-Dexample.database=" + database,
                "-cp",
                home.resolve("target/classes") + File.pathSeparator + classPath(home),
                "org.cacheversions.example.jetty.Main"));
        JettyForum forum = new JettyForum(ServerProcess.start("jetty", command, folder));
        forum.process.awaitReady(() -> READY.matcher(forum.console()).find());
        return forum;
    }

    /** Returns the application; closing it does not end the process. */
    Application application() {
        Matcher ready = READY.matcher(console());
        if (!ready.find()) {
            throw new IllegalStateException(console());
        }
        return new Application(URI.create(ready.group(1)), () -> {});
    }

    String console() {
        return process.log().since(0);
    }

    long pid() {
        return process.pid();
    }

    /** Requests termination and returns the exit code. */
    int end() throws InterruptedException {
        return process.end();
    }

    @Override
    public void close() {
        process.close();
    }

    private static String classPath(Path home) {
        try {
            return Files.readString(home.resolve("target/class-path.txt")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
