package org.cacheversions.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cacheversions.VersionedCache;
import org.cacheversions.admin.CacheVersionsServlet;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.node.Item;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The header {@code Cache-Status} and the table in the log, over HTTP. */
class TracingTest {

    private static final String AMOUNT = ItemService.class.getName() + ".amount(long)";

    /** A cached method that calls another one, and one whose name needs quoting in headers. */
    @ApplicationScoped
    static class Sums {

        @Inject
        ItemService items;

        @VersionedCache("sums")
        public int of(String secret) {
            return items.amount(1);
        }

        @VersionedCache("sums")
        public int failing() {
            throw new IllegalStateException("on purpose");
        }
    }

    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);
    private final HttpClient client = HttpClient.newHttpClient();
    private TestNode node;

    private void start(boolean all) throws Exception {
        node = TestNode.start(
                Unit.HIBERNATE_JTA,
                Map.of("cache-versions.auto-start", "true", "cache-versions.trace", "" + all),
                ItemService.class,
                Item.class,
                Sums.class);
        ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
        add(context, (request, response, chain) -> chain.doFilter(new AsUser((HttpServletRequest) request), response));
        add(context, new PinningFilter(node.bean(CacheRuntime.class)));
        ServletHolder page = new ServletHolder(CacheVersionsServlet.class);
        page.setInitParameter("role", " operator ");
        context.addServlet(page, "/caches/*");
        ServletHolder calls = new ServletHolder(new Calls());
        calls.setAsyncSupported(true);
        context.addServlet(calls, "/*");
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(context);
        jetty.start();
    }

    private static void add(ServletContextHandler context, Filter filter) {
        FilterHolder holder = new FilterHolder(filter);
        holder.setAsyncSupported(true);
        context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR, DispatcherType.ASYNC));
    }

    @Test
    void theHeaderOfTheApplicationStays() throws Exception {
        start(true);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/own-status"))
                .build();
        List<String> lines = client.send(request, HttpResponse.BodyHandlers.ofString())
                .headers()
                .allValues("Cache-Status");
        assertThat(lines).hasSize(2).first().isEqualTo("own; hit");
        assertThat(lines.get(1)).startsWith("cache-versions;");
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
        node.close();
    }

    /** The role that a header names. */
    private static final class AsUser extends HttpServletRequestWrapper {

        AsUser(HttpServletRequest request) {
            super(request);
        }

        @Override
        public boolean isUserInRole(String role) {
            return role.equals(getHeader("Role"));
        }

        @Override
        public String getRemoteUser() {
            return "olga";
        }
    }

    private final class Calls extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            ItemService items = node.bean(ItemService.class);
            switch (request.getRequestURI()) {
                case "/nested" -> node.bean(Sums.class).of("a secret");
                case "/failing" -> node.bean(Sums.class).failing();
                case "/change" -> items.change(1, 2);
                case "/bypass" -> {
                    items.change(1, 2);
                    items.amount(1);
                }
                case "/many" -> {
                    for (int i = 0; i < 120; i++) {
                        items.amount(i);
                    }
                }
                case "/large" -> {
                    items.amount(1);
                    byte[] much = new byte[100_000];
                    response.getOutputStream().write(much);
                    items.amount(2); // too late
                    response.getOutputStream().close();
                }
                case "/own-status" -> {
                    response.setHeader("Cache-Status", "own; hit");
                    items.amount(1);
                    response.getWriter().flush();
                }
                case "/text" -> {
                    items.amount(1);
                    response.getWriter().print("some text");
                    items.amount(1);
                    response.getWriter().flush();
                }
                case "/error" -> {
                    items.amount(1);
                    response.sendError(400);
                }
                case "/async" -> {
                    items.amount(1);
                    if (request.getDispatcherType() == DispatcherType.REQUEST) {
                        request.startAsync().dispatch();
                    }
                }
                default -> items.amount(1);
            }
        }
    }

    private HttpResponse<String> send(String path, String role) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
        if (role != null) {
            request.header("Role", role);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String status(String path) throws Exception {
        return send(path, "operator").headers().firstValue("Cache-Status").orElse("");
    }

    private static String member(String parameters, String method) {
        return "cache-versions; " + parameters + "; key=\"" + method;
    }

    @Test
    void anOperatorSeesMissAndHit() throws Exception {
        start(false);
        assertThat(status("/"))
                .matches("cache-versions; fwd=uri-miss; stored; key=\"\\Q" + AMOUNT + "\\E [0-9a-f]+\"; detail=first");
        assertThat(status("/")).startsWith(member("hit", AMOUNT));
        send("/change", null);
        assertThat(status("/")).startsWith(member("fwd=miss; stored", AMOUNT)).endsWith("detail=invalidated");
        assertThat(status("/bypass")).startsWith(member("fwd=bypass", AMOUNT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"guest", ""})
    void othersSeeNothing(String role) throws Exception {
        start(false);
        try (LogCapture log = new LogCapture()) {
            Logger.getLogger("org.cacheversions").setLevel(Level.INFO);
            assertThat(send("/", role.isEmpty() ? null : role).headers().map()).doesNotContainKey("Cache-Status");
            assertThat(log.messages()).noneMatch(line -> line.startsWith("CV1050"));
        }
    }

    @Test
    void theConfigurationTracesEachRequest() throws Exception {
        start(true);
        assertThat(send("/", null).headers().firstValue("Cache-Status")).isPresent();
    }

    @Test
    void aCallInACallIsAMemberOfItsOwn() throws Exception {
        start(false);
        String status = status("/nested");
        assertThat(status).startsWith(member("fwd=uri-miss; stored", Sums.class.getName()));
        assertThat(status.split(", ")).hasSize(2);
        assertThat(status).contains(member("fwd=uri-miss; stored", AMOUNT)).doesNotContain("secret");
    }

    @Test
    void theHeaderIsBounded() throws Exception {
        start(false);
        assertThat(status("/many")).hasSizeLessThanOrEqualTo(4_000).satisfies(value -> assertThat(value.split(", "))
                .hasSizeBetween(10, 20));
    }

    @Test
    void aResponseThatIsSentBeforeItsLastCall() throws Exception {
        start(false);
        assertThat(status("/large").split(", ")).hasSize(1);
        assertThat(status("/text").split(", ")).hasSize(2);
        assertThat(status("/error")).startsWith(member("hit", AMOUNT));
        assertThat(status("/async").split(", ")).hasSize(2);
        assertThat(send("/failing", "operator").statusCode()).isEqualTo(500);
    }

    @Test
    void theLogHasATableOfEachTracedRequest() throws Exception {
        start(false);
        send("/nested", null);
        send("/change", null);
        try (LogCapture log = new LogCapture()) {
            Logger.getLogger("org.cacheversions").setLevel(Level.INFO);
            send("/nested?secret=1", "operator");
            send("/failing", "operator");
            List<String> tables = log.messages().stream()
                    .filter(line -> line.startsWith("CV1050"))
                    .toList();
            assertThat(tables).hasSize(2);
            assertThat(tables.get(0).lines()).hasSize(3).satisfies(lines -> {
                assertThat(lines.get(0)).isEqualTo("CV1050: cached calls of GET /nested (2):");
                assertThat(lines.get(1)).matches("  miss +\\d+\\.\\d{3} ms  \\S+Sums.of\\(.*");
                assertThat(lines.get(2))
                        .matches("  miss +\\d+\\.\\d{3} ms    \\S+.amount\\(long\\) [0-9a-f]+; invalidated: items at"
                                + " \\S+ by \\S+ItemService.change\\(long,int\\) for olga");
            });
            assertThat(tables.get(1)).contains("failed").doesNotContain("secret");
        }
    }
}
