package org.cacheversions.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** WildFly with a copy of {@code standalone}. Deploys with the marker files of its scanner. */
public final class WildFly extends Server {

    /** The options that {@code bin/standalone.sh} sets. It is not used, so that the process is the server itself. */
    private static final List<String> OPENED = List.of(
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

    /** Defines a cache for applications, as docs/stores.md describes. */
    static final String CACHE = "java:jboss/infinispan/cache/applications/entries";

    private static final String CACHE_CONTAINER = "<cache-container name=\"applications\" default-cache=\"entries\">"
            + "<local-cache name=\"entries\"><heap-memory size=\"10000\"/><expiration lifespan=\"3600000\"/>"
            + "</local-cache></cache-container>";

    private final Path base;
    private final int httpPort;
    private final ServerProcess process;

    public WildFly() {
        this("wildfly", "it.wildfly.home");
    }

    WildFly(String name, String homeProperty) {
        super(name, Jdk.OWN);
        Path home = Path.of(setting(homeProperty));
        List<Integer> ports = Ports.free(3);
        base = directory().resolve("standalone");
        httpPort = ports.get(0);
        try {
            copy(home.resolve("standalone"), base);
            Path configuration = base.resolve("configuration/standalone.xml");
            Files.writeString(
                    configuration,
                    Files.readString(configuration)
                            .replace("scan-interval=\"5000\"", "scan-interval=\"250\" auto-deploy-zipped=\"false\"")
                            // an idle thread keeps its last request, and thereby the application
                            .replace(
                                    "<worker name=\"default\"/>",
                                    "<worker name=\"default\" task-core-threads=\"1\" task-keepalive=\"100\"/>")
                            .replace("<max-threads count=\"10\"/>", "<max-threads count=\"1\"/>")
                            .replace("keepalive-time=\"5000\"", "keepalive-time=\"100\" core-threads=\"1\"")
                            .replace(
                                    "<cache-container name=\"hibernate\"",
                                    CACHE_CONTAINER + "<cache-container name=\"hibernate\"")
                            // Jakarta Security: the application's identity store decides, no realm of the server
                            .replace(
                                    "<application-security-domain name=\"other\" security-domain=\"ApplicationDomain\"/>\n"
                                            + "            </application-security-domains>\n        </subsystem>",
                                    "<application-security-domain name=\"other\" security-domain=\"ApplicationDomain\""
                                            + " integrated-jaspi=\"false\"/>"
                                            + "</application-security-domains></subsystem>")
                            .replace("jdbc:h2:mem:test", "jdbc:h2:mem:test" + H2_WITHOUT_RESULT_CACHE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>();
        command.add(java("java"));
        command.addAll(OPENED);
        command.addAll(List.of(
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "-Djava.net.preferIPv4Stack=true",
                "-Djboss.modules.system.pkgs=org.jboss.byteman",
                "-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"),
                "-Dlogging.configuration="
                        + base.resolve("configuration/logging.properties").toUri(),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + httpPort,
                "-Djboss.https.port=" + ports.get(1),
                "-Djboss.management.http.port=" + ports.get(2)));
        process = ServerProcess.start(name, command, directory());
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
        return log().since(0).contains("WFLYSRV0025");
    }

    @Override
    Optional<String> deploy(String context, Path war) {
        Path failed = marker(context, "failed");
        Path deployed = marker(context, "deployed");
        try {
            Files.deleteIfExists(failed);
            Files.copy(war, marker(context, ""), StandardCopyOption.REPLACE_EXISTING);
            Files.createFile(marker(context, "dodeploy"));
            awaitScanner(
                    context,
                    () -> Stream.of("dodeploy", "isdeploying").noneMatch(kind -> Files.exists(marker(context, kind)))
                            && (Files.exists(failed) || Files.exists(deployed)));
            if (!Files.exists(failed)) {
                return Optional.empty();
            }
            String problem = Files.readString(failed);
            // A deployment that failed stays in the server's model until its files are gone.
            Files.delete(marker(context, ""));
            awaitScanner(context, () -> !Files.exists(failed));
            Files.deleteIfExists(marker(context, "undeployed"));
            return Optional.of(problem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void undeploy(String context) {
        try {
            Files.delete(marker(context, "deployed"));
            Path undeployed = marker(context, "undeployed");
            awaitScanner(context, () -> Files.exists(undeployed));
            Files.delete(undeployed);
            Files.delete(marker(context, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    String jndiName(OwnDataSource dataSource) {
        return "java:jboss/jdbc/" + dataSource.name();
    }

    @Override
    WebArchive withDataSources(WebArchive archive, List<OwnDataSource> dataSources) {
        List<String> names = dataSources.stream().map(this::jndiName).toList();
        return archive.addAsWebInfResource(
                new StringAsset(OwnDataSource.forWildFly(archive.getName(), dataSources, names)), "databases-ds.xml");
    }

    private void awaitScanner(String context, Callable<Boolean> condition) {
        await("the deployment scanner has seen to " + context)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    private Path marker(String context, String kind) {
        return base.resolve("deployments").resolve(context + ".war" + (kind.isEmpty() ? "" : "." + kind));
    }
}
