package org.cacheversions.it;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cacheversions.it.app.Counts;
import org.cacheversions.it.app.helidon.Entry;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** A program with Helidon MP, whose libraries the build has collected, in a separate process. */
final class Helidon implements AutoCloseable {

    private final int port = Ports.free(1).get(0);
    private final ServerProcess process;

    Helidon() {
        Path folder = Server.emptied(Path.of(Server.setting("it.directory"), "helidon"));
        File application = folder.resolve("entries.jar").toFile();
        ShrinkWrap.create(JavaArchive.class)
                .addPackage(Entry.class.getPackage())
                .addClasses(Counts.class, Counts.Total.class)
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource("it/helidon/persistence.xml", "persistence.xml")
                .addAsManifestResource("it/helidon/microprofile-config.properties", "microprofile-config.properties")
                .addAsManifestResource("it/helidon/start.sql", "start.sql")
                .as(ZipExporter.class)
                .exportTo(application);
        String libraries = Path.of(Server.setting("it.servers"), "helidon4/target/lib") + File.separator + "*";
        process = ServerProcess.start(
                "helidon",
                List.of(
                        Jdk.of25().resolve("bin/java").toString(),
                        "-Xmx384m",
                        "-Dserver.port=" + port,
                        "-cp",
                        Stream.concat(
                                        Stream.of(libraries, application.toString()),
                                        Stream.of(Archives.library()).map(File::toString))
                                .collect(Collectors.joining(File.pathSeparator)),
                        "io.helidon.microprofile.cdi.Main"),
                folder);
    }

    /** Waits until it is ready. Closing the application does not end the process. */
    Application application() {
        process.awaitReady(() -> process.log().since(0).contains("Server started on"));
        return new Application(URI.create("http://127.0.0.1:" + port + "/"), () -> {});
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
