package org.cacheversions.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.ServletRegistration;
import java.io.StringReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cacheversions.databases.Sql;
import org.cacheversions.internal.core.Core;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.LogCapture;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access control and content of the operator's page, over HTTP. */
class CacheVersionsServletTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final String SCRIPT = "\"><script>alert(1)</script>";

    private static PageServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PageServer.guarded();
        server.node.bean(ItemService.class).amount(1);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** What other tests have caused does not suppress warnings of this one. */
    @BeforeEach
    void aMinuteLater() {
        server.clock.advance(Duration.ofMinutes(1));
    }

    /** A user's browser, as far as it matters here. */
    private static final class Browser {

        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        private final URI page;
        private final String user;

        Browser(String user) {
            this(server.page(), user);
        }

        Browser(URI page, String user) {
            this.page = page;
            this.user = user;
        }

        private HttpRequest.Builder request(String path) {
            HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve(path));
            if (user != null) {
                byte[] login = (user + ":" + PageServer.PASSWORD).getBytes(StandardCharsets.UTF_8);
                request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
            }
            return request;
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> get(String path) throws Exception {
            return send(request(path).header("Accept", "text/html"));
        }

        JsonObject json() throws Exception {
            HttpResponse<String> answer = get("?format=json");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .get()
                    .asString()
                    .startsWith("application/json");
            return Json.createReader(new StringReader(answer.body())).readObject();
        }

        String token() throws Exception {
            Matcher token = TOKEN.matcher(get("").body());
            assertThat(token.find()).isTrue();
            return token.group(1);
        }

        HttpResponse<String> post(Map<String, String> fields, String... headers) throws Exception {
            HttpRequest.Builder request = request("invalidate")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(fields.entrySet().stream()
                            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                            .collect(Collectors.joining("&"))));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return send(request);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static long revision() throws SQLException {
        return revision("items");
    }

    private static long revision(String cache) throws SQLException {
        try (Connection connection = server.node.connection()) {
            return Sql.revision(connection, cache);
        }
    }

    private static Map<String, String> items(String token) {
        return Map.of("token", token, "cache", "items");
    }

    // for whom

    @ParameterizedTest
    @ValueSource(strings = {"", "confirm?cache=items", "?format=json", "nothing"})
    void usersWithoutTheRoleSeeNothing(String path) throws Exception {
        assertThat(new Browser(null).get(path).statusCode()).isEqualTo(401);
        HttpResponse<String> refused = new Browser(PageServer.GUEST).get(path);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("items");
        assertThat(new Browser(PageServer.OPERATOR).get(path).statusCode())
                .isEqualTo(path.equals("nothing") ? 404 : 200);
    }

    @Test
    void aUserWithAnotherRoleCannotUseAnOperatorsToken() throws Exception {
        long before = revision();
        try (LogCapture log = new LogCapture()) {
            HttpResponse<String> answer =
                    new Browser(PageServer.GUEST).post(items(new Browser(PageServer.OPERATOR).token()));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("CV0405: gustav, from 127.0.0.1")
                    .contains("another role");
        }
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void theTokenIsTakenFromTheBodyOnly() throws Exception {
        long before = revision();
        Browser operator = new Browser(PageServer.OPERATOR);
        String token = operator.token();
        try (LogCapture log = new LogCapture()) {
            HttpRequest.Builder request = operator.request("invalidate?token=" + token)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("cache=items"));
            assertThat(operator.send(request).statusCode()).isEqualTo(403);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("CV0405: olga")
                    .contains("address");
        }
        assertThat(revision()).isEqualTo(before);
        // on another connection: the server closes the first one, whose body it has not read
        Browser again = new Browser(PageServer.OPERATOR);
        assertThat(again.post(items(again.token())).statusCode()).isEqualTo(303);
    }

    @Test
    void everyRefusalIsLogged() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        try (LogCapture log = new LogCapture()) {
            new Browser(PageServer.GUEST).get("");
            assertThat(operator.post(Map.of("token", operator.token())).statusCode())
                    .isEqualTo(400);
            assertThat(operator.post(Map.of("token", operator.token(), "cache", "none"))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV040"))
                    .extracting(line -> line.substring(0, 12))
                    .containsExactly("CV0408: gust", "CV0405: olga", "CV0405: olga");
        }
    }

    @Test
    void aFloodOfRefusalsIsLoggedOnceAMinute() throws Exception {
        Browser guest = new Browser(PageServer.GUEST);
        Browser operator = new Browser(PageServer.OPERATOR);
        try (LogCapture log = new LogCapture()) {
            for (int minute = 0; minute < 2; minute++) {
                for (int i = 0; i < 20; i++) {
                    guest.get("");
                    operator.post(items("guessed " + i));
                }
                aMinuteLater();
            }
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV040"))
                    .hasSize(4)
                    .extracting(line -> line.substring(0, 6))
                    .containsExactly("CV0408", "CV0405", "CV0408", "CV0405");
            assertThat(log.warnings())
                    .filteredOn(line -> line.endsWith("Similar ones before it, not logged: 19."))
                    .hasSize(2);
        }
    }

    @Test
    void anUnknownCacheCannotBeConfirmed() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        assertThat(operator.get("confirm?cache=none").statusCode()).isEqualTo(404);
        assertThat(operator.get("confirm?cache=items").statusCode()).isEqualTo(200);
        assertThat(operator.get("confirm?all=true").statusCode()).isEqualTo(200);
        assertThat(operator.get("").headers().firstValue("Cross-Origin-Resource-Policy"))
                .hasValue("same-origin");
    }

    @Test
    void withoutLoginFormsStillNeedTheToken() throws Exception {
        try (PageServer open = PageServer.unprotected();
                LogCapture log = new LogCapture()) {
            open.node.bean(ItemService.class).amount(1);
            Browser anybody = new Browser(open.page(), null);
            assertThat(anybody.post(items("none")).statusCode()).isEqualTo(403);
            assertThat(anybody.post(items(anybody.token())).statusCode()).isEqualTo(303);
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0405"))
                    .singleElement()
                    .asString()
                    .startsWith("CV0405: nobody that is logged in");
        }
    }

    @ParameterizedTest
    @CsvSource({"'',''", "' ',", "operator,true", ",false", ",yes"})
    void deploymentFailsUnlessARoleIsSetOrExplicitlyNone(String role, String unprotected) throws Exception {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (role != null) {
            parameters.put("role", role);
        }
        if (unprotected != null) {
            parameters.put("unprotected", unprotected);
        }
        Server jetty = new Server();
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = PageServer.holder(new CacheVersionsServlet(), parameters);
        holder.setInitOrder(1);
        context.addServlet(holder, "/caches");
        jetty.setHandler(context);
        try {
            assertThatThrownBy(jetty::start).hasStackTraceContaining("CV0402: the servlet 'caches'");
            ServletRegistration registration = context.getServletContext().getServletRegistration("caches");
            assertThat(CacheVersionsServlet.problems(List.of(registration)))
                    .as("the problems reported at deployment")
                    .satisfiesExactly(
                            problem -> assertThat(problem).startsWith("CV0402"),
                            problem -> assertThat(problem).startsWith("CV0403").contains("/caches"));
        } finally {
            jetty.stop();
        }
    }

    // forms

    @Test
    void anOperatorsInvalidationIsLoggedWithItsUser() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        long before = revision();
        Logger logger = Logger.getLogger("org.cacheversions");
        logger.setLevel(Level.INFO);
        try (LogCapture log = new LogCapture()) {
            HttpResponse<String> answer = operator.post(items(operator.token()));

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).hasValue("/app/admin/caches/");
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("CV0404: olga, from 127.0.0.1, invalidated")
                    .contains("items");
        }
        assertThat(revision()).isEqualTo(before + 1);
        assertThat(operator.get("").body()).contains("Invalidated: the cache &#39;items&#39;.");
        assertThat(operator.get("").body()).as("once").doesNotContain("Invalidated: the");
    }

    @Test
    void anOperatorInvalidatesAll() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        long before = revision();

        assertThat(operator.post(Map.of("token", operator.token(), "all", "true"))
                        .statusCode())
                .isEqualTo(303);

        assertThat(revision()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: none",
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://[",
                "Origin: "
            })
    void aCrossSiteFormIsRefusedEvenWithTheToken(String header) throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        long before = revision();
        String[] parts = header.split(": ", 2);
        try (LogCapture log = new LogCapture()) {
            HttpResponse<String> answer = operator.post(items(operator.token()), parts);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(log.warnings()).singleElement().asString().startsWith("CV0405: olga");
        }
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void aSameSiteFormIsAcceptedBehindATlsProxy() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        String https = server.origin().replace("http:", "https:");

        assertThat(operator.post(items(operator.token()), "Origin", https).statusCode())
                .isEqualTo(303);
        assertThat(operator.post(items(operator.token()), "Origin", "http://inner", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void aFormWithoutTheSessionsTokenIsRefused() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        long before = revision();

        assertThat(operator.post(Map.of("cache", "items")).statusCode())
                .as("no session")
                .isEqualTo(403);
        operator.token();
        assertThat(operator.post(Map.of("cache", "items")).statusCode())
                .as("no token")
                .isEqualTo(403);
        assertThat(operator.post(items("")).statusCode()).isEqualTo(403);
        assertThat(operator.post(items(new Browser(PageServer.OPERATOR).token()))
                        .statusCode())
                .as("the token of another session")
                .isEqualTo(403);
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void aGetInvalidatesNothing() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        long before = revision();

        assertThat(operator.get("confirm?cache=items").body()).contains("method=\"post\"");
        assertThat(operator.get("invalidate?cache=items&token=" + operator.token())
                        .statusCode())
                .isEqualTo(404);

        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void anUnknownCacheIsReported() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);

        HttpResponse<String> answer = operator.post(Map.of("token", operator.token(), "cache", "nix" + SCRIPT));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("nix").doesNotContain("<script>");
        assertThat(operator.post(Map.of("token", operator.token())).statusCode())
                .as("neither one nor all")
                .isEqualTo(400);
        assertThat(operator.post(Map.of("token", operator.token(), "cache", "items", "all", "true"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void thePageReportsAnUnavailableDatabase() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        String token = operator.token();
        long before = revision();
        server.node.cut(true);
        try (LogCapture log = new LogCapture()) {
            assertThat(operator.get("").body()).contains("can\u2019t be read");
            assertThat(operator.json().getBoolean("current")).isFalse();
            assertThat(operator.post(items(token)).statusCode()).isEqualTo(503);
            assertThat(log.warnings()).anyMatch(line -> line.startsWith("CV0406: olga"));
        } finally {
            server.node.cut(false);
        }
        assertThat(revision()).isEqualTo(before);
    }

    @Test
    void anOperatorInvalidatesAScope() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        String question =
                operator.get("confirm?cache=grades&scope=42" + encoded(SCRIPT)).body();
        assertThat(question)
                .contains("The scope \u201c42")
                .contains("name=\"cache\" value=\"grades\"")
                .doesNotContain("<script>alert");
        Map<String, String> form = Map.of("token", operator.token(), "cache", "grades", "scope", " 42 ");
        try (LogCapture log = new LogCapture()) {
            Logger.getLogger("org.cacheversions").setLevel(Level.INFO);
            assertThat(operator.post(form).statusCode()).isEqualTo(303);
            assertThat(log.messages())
                    .anyMatch(line ->
                            line.startsWith("CV0404: olga") && line.contains("the scope '42' of the cache 'grades'"));
        }
        JsonObject grades = cache(operator, "grades");
        assertThat(grades.getInt("scopedInvalidations")).isOne();
        assertThat(grades.getInt("scopes")).isOne();
        assertThat(grades.getJsonArray("lastScopes").getString(0)).isEqualTo("42");
        assertThat(grades.getJsonObject("missesByReason")).doesNotContainKey("outside-window");
        assertThat(cache(operator, "items")).doesNotContainKey("scopes");
        assertThat(operator.get("").body())
                .contains("1 scope was invalidated that this node knows of, the last ones: 42.")
                .contains("id=\"scope-grades\"")
                .doesNotContain("id=\"scope-items\"");
    }

    @Test
    void aScopeIsProtectedAsItsCache() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        String token = operator.token();
        long before = revision("grades");
        assertThat(operator.post(Map.of("token", "other", "cache", "grades", "scope", "1"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(new Browser(PageServer.GUEST)
                        .post(Map.of("token", token, "cache", "grades", "scope", "1"))
                        .statusCode())
                .isEqualTo(403);
        for (Map<String, String> bad : List.of(
                Map.of("token", token, "cache", "grades", "scope", " "),
                Map.of("token", token, "all", "true", "scope", "1"),
                Map.of("token", token, "scope", "1"))) {
            assertThat(operator.post(bad).statusCode()).isEqualTo(400);
        }
        assertThat(operator.post(Map.of("token", token, "cache", "nix", "scope", "1"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(revision("grades")).isEqualTo(before);
    }

    @Test
    void theLastInvalidationsAreListed() throws Exception {
        Browser operator = new Browser(PageServer.HOSTILE_USER);
        operator.post(Map.of("token", operator.token(), "cache", "items"));
        try (Connection connection = server.node.connection()) {
            Sql.updateOne(
                    connection,
                    "UPDATE cache_version SET revision = revision + 1, version = 'foreign1' WHERE cache = 'items'");
        }
        List<JsonObject> seen = operator.json().getJsonArray("invalidations").getValuesAs(JsonObject.class);
        assertThat(seen.get(0).getBoolean("thisNode")).isFalse();
        assertThat(seen.get(0).getJsonArray("caches").getString(0)).isEqualTo("items");
        assertThat(seen.get(0).isNull("by")).isTrue();
        assertThat(seen.get(1).getBoolean("thisNode")).isTrue();
        assertThat(seen.get(1).getJsonArray("scopes")).isEmpty();
        assertThat(seen.get(1).getJsonArray("by").getString(0)).isEqualTo("the operator's page");
        assertThat(seen.get(1).getString("user")).isEqualTo(PageServer.HOSTILE_USER);
        String page = operator.get("").body();
        assertThat(page)
                .contains("<span>another node</span>", "the operator&#39;s page", "&lt;b&gt;o&#39;brien")
                .doesNotContain(PageServer.HOSTILE_USER);
    }

    @Test
    void theCostliestMethodsAreListed() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);
        operator.post(items(operator.token()));
        server.node.bean(ItemService.class).amount(1);
        JsonObject json = operator.json();
        String method = ItemService.class.getName() + ".amount(long)";
        assertThat(json.getJsonArray("costliestMethods").toString()).contains(method);
        assertThat(cache(operator, "items").getJsonNumber("lostMillis").doubleValue())
                .isPositive();
        String page = operator.get("").body();
        assertThat(page.substring(page.indexOf("id=\"costliest\""), page.indexOf("id=\"invalidations\"")))
                .contains("ItemService.<wbr>amount(<wbr>long)", "data-label=\"Time lost\"", "invalidated");
    }

    private static JsonObject cache(Browser browser, String name) throws Exception {
        return browser.json().getJsonArray("caches").getValuesAs(JsonObject.class).stream()
                .filter(json -> json.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    // injection

    @Test
    void namesAreEscapedInMarkup() throws Exception {
        String cache = "c<img src=x onerror=alert(1)>'\"`&";
        String method = "M.<script>alert(2)</script>" + SCRIPT;
        server.node.engine().register(index -> Core.cachedMethod(index, method, cache, "named" + SCRIPT));
        Browser operator = new Browser(PageServer.OPERATOR);
        try (Connection connection = server.node.connection()) {
            Sql.updateOne(
                    connection,
                    "INSERT INTO cache_version (cache, version, revision, changed_at) VALUES (?, ?, 1, now())",
                    cache,
                    "<b>\"'&`>");
            operator.get("");
            // so that the plot marks it too
            Sql.updateOne(connection, "UPDATE cache_version SET revision = 2 WHERE cache = ?", cache);
        }

        for (String path : List.of(
                "",
                "confirm?cache=" + encoded(SCRIPT),
                "confirm?cache=" + encoded(cache),
                encoded("\"><script>alert(1)"),
                "?format=" + encoded(SCRIPT))) {
            HttpResponse<String> answer = operator.get(path);
            assertThat(answer.body())
                    .as(path)
                    .doesNotContain("<img", "<script>", "<b>", "onerror=alert(1)>", "alert(2)</script>");
            assertThat(answer.body().replaceAll("<[^<>]*>", ""))
                    .as("tags that were closed early: " + path)
                    .doesNotContain("\">");
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .contains("default-src 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
        assertThat(operator.get("").body()).contains("c&lt;img src=x onerror=alert(1)&gt;&#39;&quot;&#96;&amp;");
        assertThat(operator.json().getJsonArray("caches").getValuesAs(JsonObject.class))
                .extracting(json -> json.getString("name"))
                .contains(cache);
        assertThat(operator.get("?format=json").body()).doesNotContain("<");
    }

    @Test
    void aUserNameIsLoggedOnOneLine() throws Exception {
        Browser hostile = new Browser(PageServer.HOSTILE_USER);
        try (LogCapture log = new LogCapture()) {
            hostile.post(Map.of("cache", "x\nCV0404: admin has"));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("CV0405: <b>")
                    .doesNotContain("\n");
        }
        Browser operator = new Browser(PageServer.OPERATOR);
        Logger.getLogger("org.cacheversions").setLevel(Level.INFO);
        assertThat(PageMessages.invalidatedByOperator("a\r\nCV0404: b", "c\u2028", "d"))
                .doesNotContain("\n", "\r", "\u2028");
        assertThat(operator.get("").body()).doesNotContain("<b>o");
    }

    // data

    @Test
    void jsonHoldsTheSameFigures() throws Exception {
        server.node.bean(ItemService.class).amount(7);
        server.node.bean(ItemService.class).amount(7);

        JsonObject items = new Browser(PageServer.OPERATOR)
                .json().getJsonArray("caches").getValuesAs(JsonObject.class).stream()
                        .filter(json -> json.getString("name").equals("items"))
                        .findFirst()
                        .orElseThrow();

        assertThat(items.getInt("revision")).isEqualTo((int) revision());
        assertThat(items.getString("version")).hasSize(8);
        assertThat(java.time.Instant.parse(items.getString("changedAt")))
                .isBetween(
                        java.time.Instant.now().minusSeconds(300),
                        java.time.Instant.now().plusSeconds(5));
        assertThat(items.getInt("hits")).isPositive();
        assertThat(items.getInt("entries")).isPositive();
        assertThat(items.getJsonNumber("meanLoadMillis").doubleValue()).isPositive();
        assertThat(items.getJsonNumber("savedMillis").doubleValue()).isPositive();
        assertThat(items.getJsonArray("methods").toString()).contains("ItemService.amount(long)");
    }

    @Test
    void theTableShowsEachFigureOfTheJson() throws Exception {
        server.node.bean(ItemService.class).amount(7);
        server.node.bean(ItemService.class).amount(7);
        Browser operator = new Browser(PageServer.OPERATOR);
        String page = operator.get("").body();
        JsonObject told = operator.json().getJsonArray("caches").getValuesAs(JsonObject.class).stream()
                .filter(json -> json.getString("name").equals("items"))
                .findFirst()
                .orElseThrow();

        assertThat(Pattern.compile("scope=\"col\">([^<]+)<")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1))
                        .limit(10))
                .containsExactly(
                        "Cache",
                        "Revision",
                        "Version",
                        "Last change",
                        "Entries",
                        "Hit ratio",
                        "Loads",
                        "Mean load",
                        "p99 load",
                        "Time saved");
        String row = page.substring(page.indexOf("href=\"#methods-items\""));
        Map<String, String> cells = new LinkedHashMap<>();
        Pattern.compile("data-label=\"([^\"]+)\"><span>(.*?)</span>")
                .matcher(row.substring(0, row.indexOf("</tr>")))
                .results()
                .forEach(cell -> cells.put(cell.group(1), cell.group(2)));
        assertThat(cells.remove("Last change")).contains("ago");
        assertThat(cells)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "Revision", Texts.number(told.getInt("revision")),
                        "Version", "<code>" + told.getString("version") + "</code>",
                        "Entries", Texts.number(told.getInt("entries")),
                        "Hit ratio",
                                Texts.ratio(OptionalDouble.of(
                                        told.getJsonNumber("hitRatio").doubleValue())),
                        "Loads", Texts.number(told.getInt("loads")),
                        "Mean load", nanos(told, "meanLoadMillis"),
                        "p99 load", nanos(told, "p99LoadMillis"),
                        "Time saved", nanos(told, "savedMillis")));
    }

    private static String nanos(JsonObject told, String millis) {
        return Texts.nanos(Math.round(told.getJsonNumber(millis).doubleValue() * 1e6));
    }

    @Test
    void jsonIsSentToClientsThatDoNotAcceptHtml() throws Exception {
        Browser operator = new Browser(PageServer.OPERATOR);

        HttpResponse<String> json = operator.send(operator.request("").header("Accept", "application/json"));
        HttpResponse<String> page =
                operator.send(operator.request("").header("Accept", "text/html,application/json;q=0.9"));

        assertThat(json.body()).startsWith("{");
        assertThat(json.headers().firstValue("Set-Cookie"))
                .as("scripts need no session")
                .isEmpty();
        assertThat(page.body()).startsWith("<!DOCTYPE html>");
        assertThat(URI.create(server.page().toString().replaceAll("/$", ""))).satisfies(bare -> assertThat(
                        operator.send(operator.request(bare.toString())).statusCode())
                .isEqualTo(200));
    }
}
