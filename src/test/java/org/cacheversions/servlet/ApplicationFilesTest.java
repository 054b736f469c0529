package org.cacheversions.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.cacheversions.node.LogCapture;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digest that is a part of each tag. */
class ApplicationFilesTest {

    @TempDir
    Path directory;

    private Path build(String name, String page) throws IOException {
        Path build = directory.resolve(name);
        Files.createDirectories(build.resolve("WEB-INF/classes"));
        Files.writeString(build.resolve("WEB-INF/classes/Forum.class"), "code");
        Files.writeString(build.resolve("index.xhtml"), page);
        return build;
    }

    private static @Nullable String digest(Path build) throws Exception {
        return digest(build, null);
    }

    private static @Nullable String digest(Path build, @Nullable String library) throws Exception {
        Server server = new Server();
        ServletContextHandler context = new ServletContextHandler("/");
        context.setBaseResourceAsPath(build);
        server.setHandler(context);
        server.start();
        try {
            ApplicationFiles files = new ApplicationFiles(context.getServletContext(), library);
            assertThat(Objects.toString(files.digest()))
                    .matches("[0-9a-f]{64}|null")
                    .isEqualTo(Objects.toString(files.digest()));
            return files.digest();
        } finally {
            server.stop();
        }
    }

    /** Otherwise new code there would not be seen. */
    @Test
    void anEarNeedsARevision() throws Exception {
        Path build = build("one", "page");
        Files.createDirectories(build.resolve("WEB-INF/lib"));
        Files.writeString(build.resolve("WEB-INF/lib/cache-versions-1.jar"), "library");
        for (String location : List.of(
                "file:/server/tmp/one.war/WEB-INF/lib/cache-versions-1.jar",
                "vfs:/content/one.war/WEB-INF/lib/cache-versions-1.jar/",
                "jar:file:/one.war!/WEB-INF/lib/cache-versions-1.jar!/",
                "file:/one.war/WEB-INF/classes/")) {
            assertThat(digest(build, location)).as(location).isNotNull();
        }
        try (LogCapture log = new LogCapture()) {
            assertThat(digest(build, "vfs:/content/all.ear/lib/cache-versions-2.jar"))
                    .isNull();
            assertThat(log.warnings()).singleElement(STRING).contains("CV0411", "cache-versions.revision");
        }
    }

    @Test
    void eachNodeOfOneBuildHasTheSame() throws Exception {
        assertThat(digest(build("one", "page"))).isEqualTo(digest(build("two", "page")));
    }

    @Test
    void aNewTemplateChangesIt() throws Exception {
        assertThat(digest(build("one", "page"))).isNotEqualTo(digest(build("two", "new page")));
    }

    @Test
    void aFileThatCannotBeReadIsReportedOnce() throws Exception {
        ServletContext unreadable = (ServletContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletContext.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getResourcePaths")) {
                        return Set.of("/page.xhtml");
                    }
                    throw new UncheckedIOException(new IOException("on purpose"));
                });
        try (LogCapture log = new LogCapture()) {
            ApplicationFiles files = new ApplicationFiles(unreadable, null);
            assertThat(files.digest()).isNull();
            assertThat(files.digest()).isNull();
            assertThat(log.warnings()).singleElement(STRING).contains("CV0410", "cache-versions.revision");
        }
    }

    @Test
    void aFileOfAnotherNameChangesIt() throws Exception {
        Path build = build("one", "page");
        String before = digest(build);
        Files.writeString(build.resolve("more.xhtml"), "");
        assertThat(digest(build)).isNotEqualTo(before);
    }
}
