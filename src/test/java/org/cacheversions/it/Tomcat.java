package org.cacheversions.it;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Apache Tomcat with a base directory of its own. Deploys by its folder {@code webapps}. */
final class Tomcat extends Server {

    private final Path base;
    private final int httpPort;
    private final ServerProcess process;

    Tomcat(String name, String homeProperty) {
        super(name, Jdk.OWN);
        Path home = Path.of(setting(homeProperty));
        base = directory().resolve("base");
        httpPort = Ports.free(1).get(0);
        try {
            copy(home.resolve("conf"), base.resolve("conf"));
            for (String folder : List.of("webapps", "temp", "logs", "work")) {
                Files.createDirectories(base.resolve(folder));
            }
            Files.writeString(
                    base.resolve("conf/server.xml"),
                    Archives.resource("it/tomcat.xml").replace("PORT", Integer.toString(httpPort)));
            Files.writeString(
                    base.resolve("conf/tomcat-users.xml"),
                    "<tomcat-users><role rolename=\"operator\"/>"
                            + "<user username=\"operator\" password=\"any\" roles=\"operator\"/>"
                            + "<user username=\"stranger\" password=\"any\" roles=\"\"/></tomcat-users>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = ServerProcess.start(
                name,
                List.of(
                        java("java"),
                        "-Xmx256m",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                        "-Dcatalina.home=" + home,
                        "-Dcatalina.base=" + base,
                        "-Djava.io.tmpdir=" + base.resolve("temp"),
                        "-cp",
                        home.resolve("bin/bootstrap.jar") + File.pathSeparator + home.resolve("bin/tomcat-juli.jar"),
                        "org.apache.catalina.startup.Bootstrap",
                        "start"),
                directory());
    }

    @Override
    ServerProcess process() {
        return process;
    }

    @Override
    int httpPort() {
        return httpPort;
    }

    @Override
    boolean ready() {
        return log().since(0).contains("Server startup in");
    }

    @Override
    Optional<String> deploy(String context, Path war) {
        long mark = log().mark();
        try {
            Path whole = directory().resolve(context + ".partial"); // moved, so that Tomcat never sees half of it
            Files.copy(war, whole);
            Files.move(whole, archive(context));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitLog(mark, "(?s)Deployment of web application archive .*" + context + "\\.war.* has finished");
        Optional<String> problem = Stream.of(
                        "startup failed due to previous errors", "Error deploying web application archive")
                .filter(log().since(mark)::contains)
                .findFirst();
        problem.ifPresent(text -> undeploy(context));
        return problem;
    }

    @Override
    void undeploy(String context) {
        long mark = log().mark();
        try {
            Files.delete(archive(context));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitLog(mark, "Undeploying context \\[/" + context + "]");
        await(context + " is undeployed")
                .atMost(Duration.ofMinutes(1))
                .until(() -> !Files.exists(base.resolve("webapps").resolve(context)));
    }

    @Override
    String jndiName(OwnDataSource dataSource) {
        throw new UnsupportedOperationException("applications open their databases themselves");
    }

    @Override
    WebArchive withDataSources(WebArchive archive, List<OwnDataSource> dataSources) {
        throw new UnsupportedOperationException("applications open their databases themselves");
    }

    private Path archive(String context) {
        return base.resolve("webapps").resolve(context + ".war");
    }
}
