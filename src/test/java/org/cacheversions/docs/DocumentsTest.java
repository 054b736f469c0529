package org.cacheversions.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.cacheversions.migration.Labels;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The examples of the guide work as documented. */
class DocumentsTest {

    @TempDir
    Path directory;

    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    private static void run(ClassLoader loader, Class<?> parameter, Object argument) throws Exception {
        ClassLoader previous = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            loader.loadClass("Snippet").getMethod("run", parameter).invoke(null, argument);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        } finally {
            Thread.currentThread().setContextClassLoader(previous);
        }
    }

    private void assertStarted(String... caches) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            Set<String> expected = new HashSet<>(List.of(caches));
            expected.add("*");
            assertThat(Labels.of(connection).keySet()).isEqualTo(expected);
        }
    }

    /** The application that README shows is the one that the server tests deploy. */
    @Test
    void quickStart() throws Exception {
        List<Document.Block> files = Document.of("../README.md").blocks("file");
        for (Document.Block file : files) {
            assertThat(Files.readString(Path.of("src/it/quickstart", file.argument())))
                    .as(file.argument())
                    .isEqualTo(file.text() + "\n");
        }
        try (Stream<Path> all = Files.walk(Path.of("src/it/quickstart"))) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(Path.of("src/it/quickstart")::relativize)
                            .map(Path::toString)
                            .filter(name -> !name.startsWith("target")))
                    .containsExactlyInAnyOrderElementsOf(
                            files.stream().map(Document.Block::argument).toList());
        }
    }

    @Test
    void flyway() throws Exception {
        Document document = Document.of("migrations.md");
        Compiled compiled = new Compiled(directory)
                .add("db.migration.V7__Start_bans", document.only("flyway"))
                .add("Snippet", """
                        import org.flywaydb.core.Flyway;
                        public class Snippet {
                            public static void run(javax.sql.DataSource dataSource) throws Exception {
                                %s
                            }
                        }
                        """.formatted(document.only("flyway-run")));
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(url);
        run(compiled.loader(), DataSource.class, database);
        assertStarted("bans");
    }

    @Test
    void liquibase() throws Exception {
        for (Document.Block block : Document.of("migrations.md").blocks("liquibase")) {
            Files.writeString(directory.resolve(block.argument()), block.text());
            ClassLoader loader = new Compiled(directory).loader();
            try (Connection connection = DriverManager.getConnection(url);
                    Liquibase liquibase = new Liquibase(
                            block.argument(),
                            new ClassLoaderResourceAccessor(loader),
                            DatabaseFactory.getInstance()
                                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
                liquibase.update(new Contexts());
                assertStarted("bans");
                liquibase.rollback(1, "");
                assertStarted();
            }
        }
    }

    @Test
    void plainJdbc() throws Exception {
        Compiled compiled = new Compiled(directory)
                .add("Snippet", """
                import org.cacheversions.migration.*;
                public class Snippet {
                    public static void run(java.sql.Connection connection) throws Exception {
                        %s
                    }
                }
                """.formatted(Document.of("migrations.md").only("jdbc")));
        try (Connection connection = DriverManager.getConnection(url)) {
            run(compiled.loader(), Connection.class, connection);
        }
        assertStarted("bans");
    }

    @Test
    void testing() throws Exception {
        assertThat(Document.of("testing.md").only("junit")).doesNotContain(".internal.");
        ClassLoader loader = new Compiled(directory)
                .add(
                        "org.example.bans.BanServiceTest",
                        Document.of("testing.md").only("junit"))
                .loader();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(loader.loadClass("org.example.bans.BanServiceTest")))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        ClassLoader previous = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            LauncherFactory.create().execute(request, listener);
        } finally {
            Thread.currentThread().setContextClassLoader(previous);
        }
        assertThat(listener.getSummary().getFailures())
                .extracting(failure -> failure.getException())
                .isEmpty();
        assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(2);
    }

    @Test
    void console() throws Exception {
        String file = "jdbc:h2:" + directory.resolve("forum");
        StringBuilder script = new StringBuilder(
                "set -e -o pipefail\ncache-versions() { '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"; }\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                Compiled.classPath(),
                                "org.cacheversions.cli.Main"));
        for (Document.Block block : Document.of("console.md").blocks("console")) {
            script.append(block.text()).append("\n");
        }
        try (Connection connection = DriverManager.getConnection(file)) {
            org.cacheversions.migration.SchemaDialect.H2.create(connection);
        }
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        Files.writeString(directory.resolve("script"), script).toString())
                .redirectErrorStream(true);
        builder.environment().put("CACHE_VERSIONS_URL", file);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("CREATE TABLE cache_version", "CV1008").containsPattern("categories\t\\w{8}\t2\n");
    }
}
