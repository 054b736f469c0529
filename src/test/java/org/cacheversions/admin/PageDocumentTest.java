package org.cacheversions.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.cacheversions.docs.Document;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.node.Item;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.eclipse.jetty.ee10.webapp.Configuration;
import org.eclipse.jetty.ee10.webapp.WebAppConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.webapp.WebInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebXmlConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Decorator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web.xml example of docs/page.md works as documented. */
class PageDocumentTest {

    private static final String LOGIN =
            "<login-config><auth-method>BASIC</auth-method><realm-name>test</realm-name></login-config>";

    @TempDir
    Path directory;

    @Test
    void theDocumentedMappingRestrictsThePageToOperators() throws Exception {
        Path descriptor = Files.createDirectories(directory.resolve("WEB-INF")).resolve("web.xml");
        Files.writeString(
                descriptor,
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
                        + Document.of("page.md").only("web.xml") + LOGIN + "</web-app>");
        try (TestNode node =
                TestNode.start(Unit.HIBERNATE_JTA, "page" + UUID.randomUUID(), ItemService.class, Item.class)) {
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            server.addBean(PageServer.logins());
            server.setHandler(application(node));
            server.start();
            try {
                URI page = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/admin/caches/");
                assertThat(ask(page, null).statusCode()).isEqualTo(401);
                assertThat(ask(page, PageServer.GUEST).statusCode()).isEqualTo(403);
                HttpResponse<String> shown = ask(page, PageServer.OPERATOR);
                assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
                assertThat(shown.body()).contains("The log will name olga.", "items");
            } finally {
                server.stop();
            }
        }
    }

    private WebAppContext application(TestNode node) {
        WebAppContext application = new WebAppContext();
        application.setContextPath("/");
        application.setBaseResource(application.getResourceFactory().newResource(directory));
        application.setParentLoaderPriority(true);
        application.setThrowUnavailableOnStartupException(true);
        application.setConfigurations(
                new Configuration[] {new WebAppConfiguration(), new WebInfConfiguration(), new WebXmlConfiguration()});
        application.getObjectFactory().addDecorator(new Decorator() {
            @Override
            public <T> T decorate(T made) {
                if (made instanceof CacheVersionsServlet servlet) {
                    servlet.runtime = node.bean(CacheRuntime.class);
                }
                return made;
            }

            @Override
            public void destroy(Object made) {}
        });
        return application;
    }

    private static HttpResponse<String> ask(URI page, String user) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(page);
        if (user != null) {
            byte[] login = (user + ":" + PageServer.PASSWORD).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
