package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.time.Duration;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What the operator of an application learns: why lookups miss, who invalidates, and who forgets to. */
abstract class SeeingTests extends NotesTestBase {

    SeeingTests(Server server) {
        super(server);
    }

    @Override
    WebArchive archive() {
        return Archives.verified();
    }

    @Test
    void whatSqlHasWrittenIsFoundAndReported() {
        long mark = server.log().mark();
        assertThat(notes.get("call/text", "id", 11).text()).isEqualTo("text 11");
        notes.get("call/overwrite", "id", 11, "text", "by SQL");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(notes.get("call/text", "id", 11).text()).isEqualTo("by SQL"));
        await().untilAsserted(() -> assertThat(server.log().since(mark))
                .containsOnlyOnce("CV0560")
                .containsPattern("CV0560: org.cacheversions.it.app.Notes.text\\(long\\) returns another value than the"
                        + " cache of \\[notes\\] has \\(key [0-9a-f]+, stored PT\\S+ ago and unchanged since, different"
                        + " at the value itself\\)")
                .doesNotContain("CV0561"));
    }

    @Test
    void thePageShowsReasonsInvalidationsAndTheCostliestMethods() {
        notes.get("call/text", "id", 12);
        notes.get("call/write", "id", 12, "text", "new");
        notes.get("call/text", "id", 12);
        String page = notes.as("reader").get("caches").body().replace("<wbr>", "");
        assertThat(page).contains("The costliest methods", "Notes.text(long)", "Notes.write(");

        JsonObject status = json(notes.as("reader").get("caches?format=json").body());
        JsonObject method = status.getJsonArray("methods").getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("name").endsWith("Notes.text(long)"))
                .findFirst()
                .orElseThrow();
        JsonObject reasons = method.getJsonObject("missesByReason");
        assertThat(reasons.getInt("first")).as(reasons.toString()).isPositive();
        assertThat(reasons.getInt("invalidated")).as(reasons.toString()).isPositive();
        assertThat(reasons.values().stream()
                        .mapToInt(count -> ((JsonNumber) count).intValue())
                        .sum())
                .isEqualTo(method.getInt("misses"));
        assertThat(status.getJsonArray("costliestMethods").getValuesAs(JsonString::getString))
                .anyMatch(name -> name.endsWith("Notes.text(long)"));
        assertThat(status.getJsonArray("invalidations").getJsonObject(0).toString())
                .contains("notes", "Notes.write(");
        assertThat(notes.as("guest").get("caches").status()).isNotEqualTo(200);
    }

    private static JsonObject json(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
