package org.cacheversions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheVersions;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.node.CounterService;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.cacheversions.servlet.CacheVersionsFilter;
import org.cacheversions.servlet.PinningFilter;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses with a tag, on a Jetty of their own. */
class VersionedResponseFilterTest {

    private static final String LARGE = "0123456789abcdef".repeat(10_000);

    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);
    private final ServletContextHandler context = new ServletContextHandler("/", ServletContextHandler.SESSIONS);
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private TestNode node;
    private ItemService items;

    @BeforeEach
    void start() throws Exception {
        node = TestNode.start(
                Unit.HIBERNATE_JTA,
                Map.of("cache-versions.auto-start", "true", "cache-versions.revision", "1"),
                ItemService.class,
                CounterService.class);
        items = node.bean(ItemService.class);
        CacheRuntime runtime = node.bean(CacheRuntime.class);
        add(new FilterHolder((Filter) (request, response, chain) -> {
            try {
                chain.doFilter(request, new WithoutCookies((HttpServletResponse) response));
            } finally {
                if (((HttpServletRequest) request).getRequestURI().equals("/gone")) {
                    ended.countDown();
                }
            }
        }));
        add(new FilterHolder(new PinningFilter(runtime)));
        add(new FilterHolder((Filter)
                (request, response, chain) -> chain.doFilter(new AsUser((HttpServletRequest) request), response)));
        add(new FilterHolder((Filter) (request, response, chain) -> {
            if (((HttpServletRequest) request).getRequestURI().equals("/other-before")) {
                node.bean(CounterService.class).next();
            }
            if (((HttpServletRequest) request).getRequestURI().equals("/cookie-before")) {
                ((HttpServletResponse) response).addCookie(new Cookie("a", "b"));
            }
            chain.doFilter(request, response);
        }));
        add(tagging(runtime, Map.of("caches", "items", "vary", "user, session, Accept-Language")), "/*");
        add(tagging(runtime, Map.of("caches", "items, counter", "cache-groups", "true")), "/grouped");
        ServletHolder servlet = new ServletHolder(new Items());
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(context);
        jetty.start();
    }

    private static FilterHolder tagging(CacheRuntime runtime, Map<String, String> parameters) {
        VersionedResponseFilter filter = new VersionedResponseFilter();
        filter.runtime = runtime;
        FilterHolder holder = new FilterHolder(filter);
        parameters.forEach(holder::setInitParameter);
        return holder;
    }

    private void add(FilterHolder filter) {
        add(filter, "/*");
    }

    private void add(FilterHolder filter, String path) {
        filter.setAsyncSupported(true);
        context.addFilter(filter, path, EnumSet.of(DispatcherType.REQUEST));
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
        node.close();
    }

    /** The user whom a header names. */
    private static final class AsUser extends HttpServletRequestWrapper {

        AsUser(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRemoteUser() {
            return getHeader("User");
        }
    }

    /** Cookies are no headers yet, as on some servers. */
    private static final class WithoutCookies extends HttpServletResponseWrapper {

        WithoutCookies(HttpServletResponse response) {
            super(response);
        }

        @Override
        public boolean containsHeader(String name) {
            return !name.equalsIgnoreCase("Set-Cookie") && super.containsHeader(name);
        }
    }

    private final class Items extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            runs.incrementAndGet();
            CacheVersions versions = (CacheVersions) request.getAttribute(CacheVersionsFilter.ATTRIBUTE);
            response.setContentType("text/plain");
            switch (request.getPathInfo()) {
                case "/other" -> node.bean(CounterService.class).next();
                case "/cookie" -> response.addCookie(new Cookie("a", "b"));
                case "/cookie-header" -> response.addHeader("Set-Cookie", "a=b");
                case "/cookies" -> {
                    response.addHeader("Set-Cookie", "a=b");
                    response.addHeader("Set-Cookie", "c=d");
                }
                case "/session" -> request.getSession();
                case "/no-tag" -> versions.noTag();
                case "/writes" -> items.change(1, 7);
                case "/partial" -> response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                case "/own-tag" -> response.setHeader("ETag", "\"own\"");
                case "/by-code" -> versions.etag("items").ifPresent(tag -> response.setHeader("ETag", tag));
                case "/missing" -> {
                    response.getWriter().print("half a page");
                    response.sendError(HttpServletResponse.SC_NOT_FOUND);
                    return;
                }
                case "/redirect" -> {
                    response.sendRedirect("/items");
                    return;
                }
                case "/fails" -> throw new ServletException("on purpose");
                case "/in-transaction" -> {
                    TestNode.jta(() -> {
                        response.getWriter().print(items.amount(1));
                        response.flushBuffer();
                        return null;
                    });
                    return;
                }
                case "/asynchronous" -> {
                    AsyncContext asynchronous = request.startAsync(request, response);
                    asynchronous.start(() -> {
                        print((HttpServletResponse) asynchronous.getResponse());
                        asynchronous.complete();
                    });
                    return;
                }
                case "/late-other" -> {
                    response.getWriter().print(LARGE);
                    response.getWriter().print(node.bean(CounterService.class).next());
                    return;
                }
                case "/late-no-tag" -> {
                    response.getWriter().print("beginning, ");
                    response.flushBuffer();
                    versions.noTag();
                    response.getWriter().print("end");
                    return;
                }
                case "/gone" -> {
                    while (true) {
                        response.getOutputStream().write(LARGE.getBytes(StandardCharsets.US_ASCII));
                    }
                }
                case "/fails-late" -> {
                    response.getWriter().print(LARGE);
                    throw new ServletException("on purpose");
                }
                case "/listener" -> {
                    response.getOutputStream().print("beginning, ");
                    writeWhenPossible(request.startAsync(request, response), response.getOutputStream());
                    return;
                }
                case "/large-stream" -> {
                    response.getOutputStream().write(LARGE.getBytes(StandardCharsets.US_ASCII));
                    return;
                }
                case "/large-writer" -> {
                    response.getWriter().print(LARGE);
                    return;
                }
                case "/umlaut" -> {
                    response.setCharacterEncoding("UTF-8");
                    response.getWriter().print("grün");
                    return;
                }
                default -> {}
            }
            response.getWriter().print("items: " + items.amount(1));
        }

        private void writeWhenPossible(AsyncContext asynchronous, ServletOutputStream stream) {
            stream.setWriteListener(new WriteListener() {
                private int written;

                @Override
                public void onWritePossible() throws IOException {
                    while (stream.isReady()) {
                        if (written == LARGE.length()) {
                            asynchronous.complete();
                            return;
                        }
                        stream.write(LARGE.getBytes(StandardCharsets.US_ASCII), written, 16_000);
                        written += 16_000;
                    }
                }

                @Override
                public void onError(Throwable failure) {
                    asynchronous.complete();
                }
            });
        }

        private void print(HttpServletResponse response) {
            try {
                response.getWriter().print("later");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        return client.send(request(method, path, headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    private static String tag(HttpResponse<?> response) {
        return response.headers().firstValue("ETag").orElse("");
    }

    @Test
    void aResponseIsNotComputedAgainUntilItsCacheChanges() throws Exception {
        HttpResponse<String> first = get("/items");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("items: 0");
        assertThat(tag(first)).matches("W/\"[0-9a-f]{32}\"");
        assertThat(first.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
        assertThat(first.headers().allValues("Vary")).containsExactly("Accept-Language, Cookie, Authorization");

        HttpResponse<String> second = get("/items", "If-None-Match", tag(first));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        for (String header : List.of("ETag", "Cache-Control", "Vary")) {
            assertThat(second.headers().allValues(header))
                    .isEqualTo(first.headers().allValues(header));
        }
        assertThat(runs).hasValue(1);

        items.change(1, 7);

        HttpResponse<String> third = get("/items", "If-None-Match", tag(first));
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(third.body()).isEqualTo("items: 7");
        assertThat(tag(third)).isNotEmpty().isNotEqualTo(tag(first));
    }

    @Test
    void groupsNameTheCachesOnlyIfAskedFor() throws Exception {
        assertThat(get("/items").headers().firstValue("Cache-Groups")).isEmpty();
        HttpResponse<String> first = get("/grouped");
        assertThat(first.headers().allValues("Cache-Groups")).containsExactly("\"counter\", \"items\"");
        HttpResponse<String> second = get("/grouped", "If-None-Match", tag(first));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.headers().allValues("Cache-Groups")).containsExactly("\"counter\", \"items\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"other\", %s", "W/\"a\",%s,\"b\"", "STRONG", "SUFFIX", "SUFFIX2"})
    void everyFormOfATagIsFound(String form) throws Exception {
        String tag = tag(get("/items"));
        String bare = tag.replace("W/", "").replace("\"", "");
        String header =
                switch (form) {
                    case "STRONG" -> '"' + bare + '"';
                    case "SUFFIX" -> "W/\"" + bare + "-gzip\"";
                    case "SUFFIX2" -> '"' + bare + "--gzip\"";
                    default -> form.formatted(tag);
                };
        assertThat(get("/items", "If-None-Match", header).statusCode()).isEqualTo(304);
        assertThat(runs).hasValue(1);
    }

    @Test
    void anyTagMatchesAResponseThatThereIs() throws Exception {
        HttpResponse<String> any = get("/items", "If-None-Match", "*");
        assertThat(any.statusCode()).isEqualTo(304);
        assertThat(any.body()).isEmpty();
        assertThat(runs).hasValue(1);
        assertThat(get("/missing", "If-None-Match", "*").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"other\"", "W/\"0123456789abcdef0123456789abcdef\"", "nonsense", "\""})
    void anotherTagIsNoMatch(String header) throws Exception {
        assertThat(get("/items", "If-None-Match", header).statusCode()).isEqualTo(200);
    }

    @Test
    void headIsAnsweredLikeGet() throws Exception {
        String tag = tag(get("/items"));
        HttpResponse<String> head = send("HEAD", "/items");
        assertThat(tag(head)).isEqualTo(tag);
        assertThat(send("HEAD", "/items", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void otherMethodsHaveNoTag() throws Exception {
        assertThat(tag(send("POST", "/items"))).isEmpty();
    }

    @Test
    void usersAndLanguagesHaveTagsOfTheirOwn() throws Exception {
        String nobody = tag(get("/items"));
        String ann = tag(get("/items", "User", "ann"));
        String german = tag(get("/items", "User", "ann", "Accept-Language", "de"));
        assertThat(List.of(nobody, ann, german)).doesNotHaveDuplicates();
        assertThat(get("/items", "User", "bob", "If-None-Match", ann).statusCode())
                .isEqualTo(200);
        assertThat(get("/items", "User", "ann", "If-None-Match", ann).statusCode())
                .isEqualTo(304);
    }

    @Test
    void aTagShowsNoLabel() throws Exception {
        String label = node.versions().get("items");
        assertThat(tag(get("/items"))).doesNotContain(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/other-before",
                "/cookie-before",
                "/cookie",
                "/cookie-header",
                "/session",
                "/no-tag",
                "/writes",
                "/partial",
                "/missing",
                "/redirect",
                "/fails",
                "/in-transaction",
                "/asynchronous"
            })
    void aResponseThatMustNotBeReusedHasNoTag(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(tag(response)).isEmpty();
        assertThat(response.body())
                .isEqualTo(
                        switch (path) {
                            case "/missing", "/fails" -> response.body();
                            case "/redirect" -> "";
                            case "/in-transaction" -> "0";
                            case "/asynchronous" -> "later";
                            case "/writes" -> "items: 7";
                            default -> "items: 0";
                        })
                .doesNotContain("half a page");
    }

    @Test
    void severalCookiesArrive() throws Exception {
        HttpResponse<String> response = get("/cookies");
        assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=b", "c=d");
        assertThat(tag(response)).isEmpty();
    }

    /** The tags are weak. */
    @Test
    void noPartIsSentForATag() throws Exception {
        HttpResponse<String> response = get("/items", "If-Range", tag(get("/items")), "Range", "bytes=0-3");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("items: 0");
    }

    @Test
    void aCacheThatTheTagDoesNotNameIsReportedOnce() throws Exception {
        try (LogCapture log = new LogCapture()) {
            assertThat(tag(get("/other"))).isEmpty();
            assertThat(tag(get("/other"))).isEmpty();
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0550"))
                    .singleElement()
                    .asString()
                    .contains("'counter'", "[items]");
        }
    }

    /** A response that is on its way can't lose its tag. */
    @ParameterizedTest
    @ValueSource(strings = {"/late-other", "/late-no-tag", "/fails-late"})
    void aTagThatTurnsOutWrongAfterItWasSentIsNotAccepted(String path) throws Exception {
        String sent = tag(get("/items"));
        try (LogCapture log = new LogCapture()) {
            if (path.equals("/fails-late")) {
                assertThatThrownBy(() -> get(path)).isInstanceOf(IOException.class);
            } else {
                assertThat(tag(get(path))).isEqualTo(sent);
            }
            assertThat(log.warnings().stream().filter(line -> line.startsWith("CV0550")))
                    .hasSize(path.equals("/late-other") ? 1 : 0);
        }
        assertThat(get(path.equals("/fails-late") ? "/items" : path, "If-None-Match", sent)
                        .statusCode())
                .isEqualTo(200);
        assertThat(tag(get("/items"))).isEmpty();

        items.change(1, 7);

        assertThat(tag(get("/items"))).as("under new labels").isNotEmpty();
    }

    /** Otherwise everybody who leaves a large page would cost tags. */
    @Test
    void theTagOfAClientThatHasGoneStays() throws Exception {
        HttpResponse<InputStream> endless = client.send(request("GET", "/gone"), BodyHandlers.ofInputStream());
        endless.body().close();
        ended.await();
        assertThat(tag(get("/items"))).isNotEmpty().isEqualTo(tag(endless));
    }

    @Test
    void onceTooManyTagsAreRecalledOnlyCompleteResponsesHaveOne() {
        RecalledTags recalled = new RecalledTags();
        for (int i = 0; i < RecalledTags.MOST; i++) {
            assertThat(recalled.hasRoom()).isTrue();
            recalled.add("tag " + i);
        }
        assertThat(recalled.hasRoom()).isFalse();
        assertThat(recalled.contains("tag 0")).isTrue();
    }

    @Test
    void aTagOfTheApplicationStays() throws Exception {
        assertThat(get("/own-tag").headers().allValues("ETag")).containsExactly("\"own\"");
    }

    @Test
    void codeCanSetATag() throws Exception {
        String tag = tag(get("/by-code"));
        assertThat(tag).matches("W/\"[0-9a-f]{32}\"").isEqualTo(tag(get("/by-code")));
        items.change(1, 7);
        assertThat(tag(get("/by-code"))).isNotEmpty().isNotEqualTo(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large-stream", "/large-writer"})
    void aLargeResponseArrivesWhole(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.body()).isEqualTo(LARGE);
        assertThat(tag(response)).isNotEmpty();
    }

    @Test
    void aServletMayWriteWithoutBlocking() throws Exception {
        HttpResponse<String> response = get("/listener");
        assertThat(response.body()).isEqualTo("beginning, " + LARGE);
        assertThat(tag(response)).isEmpty();
    }

    @Test
    void theWriterHasTheEncodingOfTheResponse() throws Exception {
        HttpResponse<String> response = get("/umlaut");
        assertThat(response.body()).isEqualTo("grün");
        assertThat(response.headers().firstValue("Content-Type").orElse("")).containsIgnoringCase("charset=utf-8");
    }

    @Test
    void withoutVersionsThereIsNoTag() throws Exception {
        String tag = tag(get("/items"));
        node.cut(true);
        HttpResponse<String> response = get("/large-writer", "If-None-Match", tag);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(tag(response)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caches=",
                "caches=a b",
                "vary=none, user",
                "vary=Accept Language",
                "max-age=5m",
                "cache-groups=yes"
            })
    void aBadParameterIsRefused(String parameter) {
        VersionedResponseFilter filter = new VersionedResponseFilter();
        filter.runtime = node.bean(CacheRuntime.class);
        FilterHolder holder = new FilterHolder(filter);
        holder.setInitParameter("caches", "items");
        String[] parts = parameter.split("=", 2);
        holder.setInitParameter(parts[0], parts[1]);
        assertThatThrownBy(() -> filter.init(new Parameters(holder.getInitParameters())))
                .isInstanceOf(ServletException.class)
                .hasMessageContaining("CV0409")
                .hasMessageContaining("'" + parts[0] + "'");
    }

    private record Parameters(Map<String, String> all) implements jakarta.servlet.FilterConfig {

        @Override
        public String getFilterName() {
            return "test";
        }

        @Override
        public jakarta.servlet.ServletContext getServletContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getInitParameter(String name) {
            return all.get(name);
        }

        @Override
        public java.util.Enumeration<String> getInitParameterNames() {
            return java.util.Collections.enumeration(all.keySet());
        }
    }
}
