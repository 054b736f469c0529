package org.cacheversions.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** GlassFish, or a server made from it, with a copy of its domain. Deploys with the REST form of {@code asadmin}. */
public abstract sealed class GlassFishBase extends Server permits Payara, GlassFish {

    private static final String DOMAIN = "domain1";

    /** Not HTTP/2, since these servers close connections after 30 seconds, even during a command. */
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final int httpPort;
    private final int adminPort;
    private final ServerProcess process;

    GlassFishBase(String name, String homeProperty, Path jdk) {
        super(name, jdk);
        Path home = Path.of(setting(homeProperty), "glassfish");
        Path domain = directory().resolve("domains").resolve(DOMAIN);
        List<Integer> ports = Ports.free(8);
        httpPort = ports.get(0);
        adminPort = ports.get(1);
        try {
            copy(home.resolve("domains").resolve(DOMAIN), domain);
            Path configuration = domain.resolve("config/domain.xml");
            Iterator<Integer> unused = ports.iterator();
            Files.writeString(configuration, configured(onLoopback(Files.readString(configuration), unused), unused));
            addTo(domain);
            process = ServerProcess.start(name, command(home, domain.getParent()), directory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the configuration with what this server needs beyond the addresses that both have. */
    abstract String configured(String domain, Iterator<Integer> ports);

    /** Adds files to the domain. */
    abstract void addTo(Path domain) throws IOException;

    /** As distributed, the domain listens on all addresses, by a remote shell as well. */
    private static String onLoopback(String domain, Iterator<Integer> ports) {
        String changed = domain;
        for (int port : List.of(8080, 4848, 8181)) {
            changed = replaced(
                    changed,
                    "<network-listener port=\"" + port + "\"",
                    "<network-listener address=\"127.0.0.1\" port=\"" + ports.next() + "\"");
        }
        for (int port : List.of(3700, 3820, 3920)) {
            changed = replaced(changed, "port=\"" + port + "\"", "port=\"" + ports.next() + "\"");
        }
        changed = replaced(changed, "address=\"0.0.0.0\" port=\"8686\"", "enabled=\"false\" port=\"8686\"");
        changed = replaced(changed, "0.0.0.0", "127.0.0.1");
        return replaced(changed, "org.apache.felix.shell.remote,", "");
    }

    static String withoutMessages(int port) {
        return "<jms-service type=\"DISABLED\" default-jms-host=\"default_JMS_host\">"
                + "<jms-host name=\"default_JMS_host\" host=\"127.0.0.1\" port=\"" + port + "\"/></jms-service>";
    }

    static String replaced(String text, String expected, String replacement) {
        if (!text.contains(expected)) {
            throw new IllegalStateException("domain.xml has no " + expected + " any more");
        }
        return text.replace(expected, replacement);
    }

    /** Gets the start command from {@code asadmin}, so that the process is the server itself. */
    private List<String> command(Path home, Path domains) throws IOException {
        Path file = directory().resolve("command.txt");
        List<String> arguments = new ArrayList<>(asadmin(home));
        arguments.addAll(List.of("start-domain", "--domaindir", domains.toString(), "--dry-run", DOMAIN));
        ProcessBuilder builder =
                new ProcessBuilder(arguments).redirectErrorStream(true).redirectOutput(file.toFile());
        builder.environment().put("AS_JAVA", jdk().toString());
        Process asadmin = builder.start();
        try {
            if (!asadmin.waitFor(1, TimeUnit.MINUTES) || asadmin.exitValue() != 0) {
                asadmin.destroyForcibly();
                throw new IllegalStateException("asadmin start-domain --dry-run: " + Files.readString(file));
            }
        } catch (InterruptedException e) {
            asadmin.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        List<String> command = new ArrayList<>(Files.readString(file)
                .lines()
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .toList());
        // asadmin would write the master password there; the default is sufficient
        set(command, "-read-stdin", "false");
        set(command, "-verbose", "true");
        return command;
    }

    /** GlassFish 8 has no jar that can be started without its script. */
    private List<String> asadmin(Path home) {
        Path jar = home.resolve("lib/client/appserver-cli.jar");
        return Files.exists(jar)
                ? List.of(java("java"), "-jar", jar.toString())
                : List.of("bash", home.resolve("bin/asadmin").toString());
    }

    private static void set(List<String> command, String option, String value) {
        int at = command.indexOf(option);
        if (at >= 0) {
            command.set(at + 1, value);
        }
    }

    @Override
    final ServerProcess process() {
        return process;
    }

    @Override
    final int httpPort() {
        return httpPort;
    }

    @Override
    final boolean ready() {
        try {
            return send(admin("uptime").GET()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    final Optional<String> deploy(String context, Path war) {
        String form =
                Map.of("id", war.toString(), "name", context, "contextroot", context, "force", "true")
                        .entrySet()
                        .stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return command(admin("applications/application")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    @Override
    final void undeploy(String context) {
        command(admin("applications/application/" + context).DELETE()).ifPresent(problem -> {
            throw new IllegalStateException(this + " does not undeploy " + context + ": " + problem);
        });
    }

    @Override
    final String jndiName(OwnDataSource dataSource) {
        return "java:app/jdbc/" + dataSource.name();
    }

    @Override
    final WebArchive withDataSources(WebArchive archive, List<OwnDataSource> dataSources) {
        return archive.setWebXML(
                new StringAsset(OwnDataSource.addedTo(Archives.resource("it/web.xml"), dataSources, this)));
    }

    private Optional<String> command(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = send(request);
            return response.statusCode() == 200 && response.body().contains("\"exit_code\":\"SUCCESS\"")
                    ? Optional.empty()
                    : Optional.of(response.statusCode() + " " + response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder admin(String resource) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/management/domain/" + resource))
                .header("Accept", "application/json")
                .header("X-Requested-By", "test")
                .timeout(Duration.ofMinutes(4));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
