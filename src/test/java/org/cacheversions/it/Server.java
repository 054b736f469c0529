package org.cacheversions.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * A real server in a separate process, on free ports of 127.0.0.1. It has its own configuration, so the unpacked
 * distribution stays unchanged.
 */
public abstract sealed class Server implements AutoCloseable permits WildFly, GlassFishBase, Liberty, Tomcat {

    /**
     * The servers include H2 2.2.224, which may reuse the last result of a query after a commit has changed it
     * (h2database issue 3894, fixed in 2.3.230): data would be outdated before it is cached.
     */
    static final String H2_WITHOUT_RESULT_CACHE = ";OPTIMIZE_REUSE_RESULTS=FALSE";

    private final String name;
    private final Path jdk;
    private final Path directory;

    Server(String name, Path jdk) {
        this.name = name;
        this.jdk = jdk;
        this.directory = emptied(Path.of(setting("it.directory"), name));
    }

    static String setting(String property) {
        return Objects.requireNonNull(
                System.getProperty(property), () -> "The build sets the system property " + property);
    }

    /** Returns the initially empty directory that the server may write to. */
    final Path directory() {
        return directory;
    }

    /** Deploys a war under its name without extension, and replaces an earlier deployment of that name. */
    public final Application deploy(WebArchive archive) {
        Path war = directory.resolve("wars").resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(war.toFile(), true);
        return deploy(war);
    }

    public final Application deploy(Path war) {
        process().awaitReady(this::ready);
        String context = war.getFileName().toString().replaceFirst("\\.war$", "");
        long mark = log().mark();
        Optional<String> problem = deploy(context, war);
        if (problem.isPresent()) {
            throw new DeploymentFailedException(name + " refuses " + context + ": " + problem.get(), log().since(mark));
        }
        return new Application(
                URI.create("http://127.0.0.1:" + httpPort() + "/" + context + "/"), () -> undeploy(context));
    }

    final ServerLog log() {
        return process().log();
    }

    public final long pid() {
        return process().pid();
    }

    final Path jdk() {
        return jdk;
    }

    /** Returns the path of a tool of the JDK that runs the server. */
    final String java(String tool) {
        return jdk.resolve("bin").resolve(tool).toString();
    }

    /** Asks the JVM of the server. */
    final String jcmd(String... command) {
        List<String> whole = new ArrayList<>();
        whole.add(java("jcmd"));
        whole.add(Long.toString(pid()));
        whole.addAll(List.of(command));
        try {
            Process jcmd = new ProcessBuilder(whole).redirectErrorStream(true).start();
            String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (jcmd.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", whole) + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public final void close() {
        process().close();
    }

    @Override
    public final String toString() {
        return name;
    }

    /** Waits until the log has a message after a mark. */
    final void awaitLog(long mark, String message) {
        Pattern pattern = Pattern.compile(message);
        await(name + " logs " + message)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> pattern.matcher(log().since(mark)).find());
    }

    abstract ServerProcess process();

    abstract int httpPort();

    abstract boolean ready();

    /** Returns why the server refuses the war, or empty if it is deployed. */
    abstract Optional<String> deploy(String context, Path war);

    abstract void undeploy(String context);

    /** Returns the JNDI name of an application's own data source. */
    abstract String jndiName(OwnDataSource dataSource);

    /** Adds the descriptors of the application's own data sources. */
    abstract WebArchive withDataSources(WebArchive archive, List<OwnDataSource> dataSources);

    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static Path emptied(Path directory) {
        try {
            if (Files.exists(directory)) {
                Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                        Files.delete(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
            }
            Files.createDirectories(directory.resolve("wars"));
            return directory.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
