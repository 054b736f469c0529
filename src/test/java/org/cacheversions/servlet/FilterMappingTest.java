package org.cacheversions.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cacheversions.CacheVersions;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the filter applies, on a Jetty that runs the library's listener. */
class FilterMappingTest {

    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);
    private final ServletContextHandler context = new ServletContextHandler("/");

    /** For each filter or servlet that was called, its name, the dispatch, and the versions of the request. */
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    private TestNode node;

    private record Seen(String by, DispatcherType dispatcher, CacheVersions versions) {}

    /** A filter as an application may declare it with {@code @WebFilter}. */
    private static final class OwnFilter extends CacheVersionsFilter {}

    private List<String> start(String mode) throws Exception {
        node = TestNode.start(
                Unit.HIBERNATE_LOCAL,
                Map.of("cache-versions.auto-start", "true", "cache-versions.filter", mode),
                ItemService.class);
        CacheVersionsListener listener = new CacheVersionsListener();
        listener.runtime = node.bean(CacheRuntime.class);
        context.addEventListener(listener);
        context.getServletHandler().addFilter(holder("cacheVersions", new CacheVersionsFilter()));
        Filter noting = (request, response, chain) -> {
            note("filter", (HttpServletRequest) request);
            chain.doFilter(request, response);
        };
        context.addFilter(new FilterHolder(noting), "/*", EnumSet.allOf(DispatcherType.class));
        ServletHolder servlet = new ServletHolder(new Servlet());
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.addErrorPage(HttpServletResponse.SC_CONFLICT, "/page");
        context.setErrorHandler(errors);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(context);
        try (LogCapture log = new LogCapture()) {
            jetty.start();
            return log.warnings();
        }
    }

    private FilterHolder holder(String name, CacheVersionsFilter filter) {
        filter.runtime = node.bean(CacheRuntime.class);
        FilterHolder holder = new FilterHolder(filter);
        holder.setName(name);
        holder.setAsyncSupported(true);
        return holder;
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
        node.close();
    }

    @Test
    void withoutAMappingItIsTheFirstFilterOfEachRequest() throws Exception {
        assertThat(start("auto")).noneMatch(warning -> warning.startsWith("CV0401"));

        get("/page");

        assertThat(seen).extracting(Seen::by).containsExactly("filter", "servlet");
        assertThat(seen).extracting(Seen::versions).doesNotContainNull();
        assertThat(seen.get(0).versions()).isSameAs(seen.get(1).versions());
    }

    @Test
    void asynchronousAndErrorDispatchesKeepTheSnapshot() throws Exception {
        start("auto");
        for (String path : List.of("/async", "/error")) {
            seen.clear();
            get(path);
            assertThat(seen)
                    .as(path)
                    .extracting(Seen::dispatcher)
                    .containsExactly(
                            DispatcherType.REQUEST,
                            DispatcherType.REQUEST,
                            path.equals("/async") ? DispatcherType.ASYNC : DispatcherType.ERROR,
                            path.equals("/async") ? DispatcherType.ASYNC : DispatcherType.ERROR);
            assertThat(seen).as(path).extracting(Seen::versions).doesNotContainNull();
            assertThat(seen.stream().map(Seen::versions).distinct()).as(path).hasSize(1);
        }
    }

    @Test
    void withManualNothingIsMappedAndThatIsReported() throws Exception {
        assertThat(start("manual")).anyMatch(warning -> warning.startsWith("CV0401"));

        get("/page");

        assertThat(seen).hasSize(2).extracting(Seen::versions).containsOnlyNulls();
    }

    @Test
    void aMappingOfTheApplicationIsTheOnlyOne() throws Exception {
        context.addEventListener(new ServletContextListener() {
            @Override
            public void contextInitialized(ServletContextEvent event) {
                event.getServletContext()
                        .getFilterRegistration("cacheVersions")
                        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/bans/*");
            }
        });
        assertThat(start("auto")).noneMatch(warning -> warning.startsWith("CV0401"));

        get("/page");
        get("/bans/1");

        assertThat(seen).extracting(seen -> seen.versions() != null).containsExactly(false, false, false, true);
    }

    @Test
    void aMappedSubclassCountsToo() throws Exception {
        OwnFilter own = new OwnFilter();
        context.addFilter(new FilterHolder(own), "/bans/*", EnumSet.of(DispatcherType.REQUEST));
        assertThat(start("auto")).noneMatch(warning -> warning.startsWith("CV0401"));
        own.runtime = node.bean(CacheRuntime.class);

        get("/page");
        get("/bans/1");

        assertThat(seen).extracting(seen -> seen.versions() != null).containsExactly(false, false, true, true);
    }

    private void get(String path) throws Exception {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
                                .build(),
                        BodyHandlers.discarding());
    }

    private void note(String by, HttpServletRequest request) {
        seen.add(new Seen(
                by, request.getDispatcherType(), (CacheVersions) request.getAttribute(CacheVersionsFilter.ATTRIBUTE)));
    }

    private final class Servlet extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            note("servlet", request);
            switch (request.getPathInfo()) {
                case "/async" -> request.startAsync().dispatch("/page");
                case "/error" -> response.sendError(HttpServletResponse.SC_CONFLICT);
                default -> response.setStatus(HttpServletResponse.SC_OK);
            }
        }
    }
}
