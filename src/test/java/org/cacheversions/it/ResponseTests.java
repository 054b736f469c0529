package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jakarta REST resources with {@code @VersionedResponse}. */
abstract class ResponseTests extends NotesTestBase {

    private static final String READER = "reader";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ResponseTests(Server server) {
        super(server);
    }

    @Override
    WebArchive archive() {
        return Archives.rest();
    }

    private HttpResponse<String> get(String user, String path, String... headers)
            throws IOException, InterruptedException {
        return send(user, "GET", "", path, headers);
    }

    private HttpResponse<String> send(String user, String method, String body, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(notes.uri().resolve("rest/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "text/plain")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder().encodeToString((user + ":any").getBytes(StandardCharsets.UTF_8)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String tag(HttpResponse<?> response) {
        return response.headers().firstValue("ETag").orElse("");
    }

    private static int run(HttpResponse<String> response) {
        return Integer.parseInt(response.body().split(":")[0]);
    }

    @Test
    void aMethodDoesNotRunAgainUntilItsCacheChanges() throws Exception {
        HttpResponse<String> first = get(READER, "notes/3");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(tag(first)).startsWith("W/");
        assertThat(first.headers().allValues("Cache-Control")).containsExactly("private, no-cache");

        HttpResponse<String> second = get(READER, "notes/3", "If-None-Match", tag(first));
        assertThat(second.statusCode()).isEqualTo(304);
        for (String header : List.of("ETag", "Cache-Control", "Vary")) {
            assertThat(second.headers().allValues(header))
                    .as(header)
                    .isNotEmpty()
                    .isEqualTo(first.headers().allValues(header));
        }
        assertThat(run(get(READER, "notes/3"))).isEqualTo(run(first) + 1);

        HttpResponse<String> written = send(READER, "PUT", "new", "notes/3");
        assertThat(tag(written)).isEmpty();
        HttpResponse<String> third = get(READER, "notes/3", "If-None-Match", tag(first));
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(third.body()).endsWith(": new");
        assertThat(tag(third)).isNotEmpty().isNotEqualTo(tag(first));
    }

    @Test
    void aStageThatAnotherThreadCompletesHasNoTag() throws Exception {
        HttpResponse<String> response = get(READER, "notes/2/later");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("ETag")).isEmpty();
    }

    @Test
    void anotherUserHasAnotherTag() throws Exception {
        String tag = tag(get(READER, "notes/4"));
        assertThat(get("guest", "notes/4", "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void anyTagMatchesAResponseThatThereIs() throws Exception {
        assertThat(get(READER, "notes/5", "If-None-Match", "*").statusCode()).isEqualTo(304);
        assertThat(get(READER, "notes/5/missing", "If-None-Match", "*").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tag", "missing", "cookie", "late-cookie", "servlet-cookie"})
    void aResponseThatMustNotBeReusedHasNoTag(String path) throws Exception {
        HttpResponse<String> response = get(READER, "notes/6/" + path);
        assertThat(response.body()).isNotEmpty();
        assertThat(tag(response)).isEmpty();
    }

    @Test
    void aResponseOfSeveralTypesVariesWithAccept() throws Exception {
        HttpResponse<String> any = get(READER, "notes/4", "Accept", "text/plain");
        assertThat(any.headers().firstValue("Vary").orElse("")).contains("Accept");
        assertThat(get(READER, "notes/4", "Accept", "*/*", "If-None-Match", tag(any))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> typed = get(READER, "notes/4/typed", "Accept", "text/plain");
        assertThat(typed.headers().firstValue("Vary").orElse("")).doesNotContain("Accept");
        assertThat(get(READER, "notes/4/typed", "Accept", "*/*", "If-None-Match", tag(typed))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void theTransactionOfAMethodCommitsWithThe304IfItSaysSo() throws Exception {
        String tag = tag(get(READER, "committing"));
        int before = Integer.parseInt(get(READER, "committing/commits").body());
        assertThat(get(READER, "committing", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get(READER, "committing/commits").body()).isEqualTo(Integer.toString(before + 1));
    }

    @Test
    void aPageIsNotComputedAgainWhileItsCacheIsTheSame() throws Exception {
        HttpResponse<String> first = get(READER, "../page/text");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(tag(first)).startsWith("W/");
        HttpResponse<String> second = get(READER, "../page/text", "If-None-Match", tag(first));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        for (String header : List.of("ETag", "Cache-Control", "Vary")) {
            assertThat(second.headers().allValues(header))
                    .as(header)
                    .isNotEmpty()
                    .isEqualTo(first.headers().allValues(header));
        }
        assertThat(get("guest", "../page/text", "If-None-Match", tag(first)).statusCode())
                .isEqualTo(200);
        assertThat(get(READER, "../page/text", "If-None-Match", "*").statusCode())
                .isEqualTo(304);
        HttpResponse<String> head = send(READER, "HEAD", "", "../page/text");
        assertThat(tag(head)).isEqualTo(tag(first));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tag", "no-tag", "cookie", "cookie-before", "session", "missing", "redirect", "moved", "listener"
            })
    void aPageThatMustNotBeReusedHasNoTag(String page) throws Exception {
        HttpResponse<String> response = get(READER, "../page/" + page);
        assertThat(tag(response)).isEmpty();
        assertThat(response.body()).doesNotContain("half a page");
        switch (page) {
            case "missing" -> assertThat(response.statusCode()).isEqualTo(404);
            case "redirect", "moved" ->
                assertThat(response.headers().firstValue("Location").orElse("")).endsWith("/page/text");
            case "listener" -> assertThat(response.body()).hasSize("beginning, ".length() + 160_000);
            default -> assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aLargePageArrivesWhole() throws Exception {
        HttpResponse<String> response = get(READER, "../page/large");
        assertThat(response.body()).hasSize(160_000);
        assertThat(tag(response)).startsWith("W/");
    }

    @Test
    void aScopeChangesOnlyItsOwnResponse() throws Exception {
        HttpResponse<String> rating = get(READER, "notes/7/rating");
        assertThat(rating.headers().allValues("Cache-Groups")).containsExactly("\"ratings\"");
        String seven = tag(rating);
        String eight = tag(get(READER, "notes/8/rating"));
        assertThat(seven).as("with the revision of its stamp").matches("W/\"[0-9a-f]{32}\\.\\d+\"");

        assertThat(send(READER, "PUT", "", "notes/7/rating").statusCode()).isEqualTo(204);

        assertThat(get(READER, "notes/7/rating", "If-None-Match", seven).statusCode())
                .isEqualTo(200);
        assertThat(get(READER, "notes/8/rating", "If-None-Match", eight).statusCode())
                .isEqualTo(304);
    }

    /** The response is sent before the filter ends. */
    @Test
    void whoMaySeeTheOperatorsPageSeesTheCachedCalls() throws Exception {
        assertThat(status(get(READER, "notes/10/rating")))
                .matches(
                        "cache-versions; fwd=uri-miss; stored; key=\".*Ratings.of\\(long\\) [0-9a-f]+\"; detail=first");
        assertThat(status(get(READER, "notes/10/rating"))).startsWith("cache-versions; hit; key=");
        assertThat(status(get("guest", "notes/10/rating"))).isEmpty();
    }

    private static String status(HttpResponse<?> response) {
        return response.headers().firstValue("Cache-Status").orElse("");
    }

    @Test
    void accessIsCheckedBeforeTheTag() throws Exception {
        HttpResponse<String> allowed = get(READER, "guarded/9");
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(get(READER, "guarded/9", "If-None-Match", tag(allowed)).statusCode())
                .isEqualTo(304);
        assertThat(get("guest", "guarded/9", "If-None-Match", tag(allowed)).statusCode())
                .isEqualTo(403);
    }
}
