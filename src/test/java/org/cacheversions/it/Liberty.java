package org.cacheversions.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.Driver;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.mariadb.jdbc.MariaDbDataSource;
import org.postgresql.xa.PGXADataSource;

/** Open Liberty with a server directory of its own. Deploys by files of its configuration. */
final class Liberty extends Server {

    private static final Pattern STARTED = Pattern.compile("CWWKZ000[13]I");

    private final Path server;
    private final int httpPort;
    private final ServerProcess process;

    Liberty() {
        super("liberty", Jdk.OWN);
        Path tools = Path.of(setting("it.liberty.home"), "bin/tools");
        Path user = directory().resolve("usr");
        server = user.resolve("servers/it");
        httpPort = Ports.free(1).get(0);
        try {
            Files.createDirectories(server.resolve("configDropins/overrides"));
            Files.writeString(
                    server.resolve("server.xml"),
                    Archives.resource("it/liberty.xml")
                            .replace("PORT", Integer.toString(httpPort))
                            .replace("DRIVERS", drivers()));
            // as distributed, it opens a second port, for its stop command
            Files.writeString(server.resolve("bootstrap.properties"), "command.port=-1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = ServerProcess.start(
                "liberty",
                List.of(
                        java("java"),
                        "@"
                                + tools.resolve("../../lib/platform/java/java9.options")
                                        .normalize(),
                        "-Xmx512m",
                        "-javaagent:" + tools.resolve("ws-javaagent.jar"),
                        "-Djava.awt.headless=true",
                        "-jar",
                        tools.resolve("ws-server.jar").toString(),
                        "it"),
                directory(),
                Map.of("WLP_USER_DIR", user.toString()));
    }

    /** It does not take the driver of an application's own data source from the application. */
    private static String drivers() {
        return Stream.of(Driver.class, PGXADataSource.class, MariaDbDataSource.class)
                .map(driver -> "<file name=\"" + Archives.jarOf(driver) + "\"/>")
                .collect(Collectors.joining());
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
        return log().since(0).contains("CWWKF0011I");
    }

    @Override
    Optional<String> deploy(String context, Path war) {
        if (Files.exists(configuration(context))) {
            undeploy(context);
        }
        long mark = log().mark();
        try {
            Files.writeString(
                    configuration(context),
                    "<server><webApplication name='%s' contextRoot='%s' location='%s'/></server>"
                            .formatted(context, context, war));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitLog(mark, "CWWKZ00(0[1-4]|12|20).: .* " + context + "\\b");
        if (STARTED.matcher(log().since(mark)).find()) {
            return Optional.empty();
        }
        undeploy(context);
        return Optional.of("it is not started");
    }

    @Override
    void undeploy(String context) {
        long mark = log().mark();
        try {
            Files.delete(configuration(context));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitLog(mark, "CWWKG001[78]I");
    }

    @Override
    String jndiName(OwnDataSource dataSource) {
        return "java:app/jdbc/" + dataSource.name();
    }

    @Override
    WebArchive withDataSources(WebArchive archive, List<OwnDataSource> dataSources) {
        return archive.setWebXML(
                new StringAsset(OwnDataSource.addedTo(Archives.resource("it/web.xml"), dataSources, this)));
    }

    private Path configuration(String context) {
        return server.resolve("configDropins/overrides").resolve(context + ".xml");
    }
}
