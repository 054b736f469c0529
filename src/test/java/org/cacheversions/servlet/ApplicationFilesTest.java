package org.cacheversions.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.cacheversions.node.LogCapture;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
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

    private static String digest(Path build) throws Exception {
        Server server = new Server();
        ServletContextHandler context = new ServletContextHandler("/");
        context.setBaseResourceAsPath(build);
        server.setHandler(context);
        server.start();
        try {
            ApplicationFiles files = new ApplicationFiles(context.getServletContext());
            assertThat(files.digest()).matches("[0-9a-f]{64}").isEqualTo(files.digest());
            return files.digest();
        } finally {
            server.stop();
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
            ApplicationFiles files = new ApplicationFiles(unreadable);
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
