package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads, hits and invalidations with real transactions. */
abstract class CachingTests extends NotesTestBase {

    CachingTests(Server server) {
        super(server);
    }

    @Test
    void loadsOnceThenHits() {
        assertLoads(notes.get("call/text", "id", 1), "text 1");
        assertHits(notes.get("call/text", "id", 1), "text 1");
        assertHits(notes.anotherBrowser().get("call/text", "id", 1), "text 1");
    }

    @Test
    void cachesWithAnInjectedCache() {
        assertLoads(notes.get("call/quiet", "id", 1), "quiet 1");
        assertHits(notes.get("call/quiet", "id", 1), "quiet 1");
    }

    @Test
    void cachesAMethodOfASessionBean() {
        assertLoads(notes.get("call/session-bean", "id", 1), "value 1");
        assertHits(notes.get("call/session-bean", "id", 1), "value 1");

        Answer failed = notes.get("call/session-bean", "id", -1);
        assertThat(failed.get("outcome")).isEqualTo("IOException");
        assertThat(failed.get("message")).isEqualTo("no value -1");
    }

    @ParameterizedTest
    @CsvSource({"stateless, StatelessNotes", "singleton, SingletonNotes", "stateful, StatefulNotes"})
    void cachesAndInvalidatesInEachKindOfSessionBean(String kind, String bean) {
        Map<String, String> values = Map.of(
                "none", bean + "[]",
                "one", bean + "[1]",
                "several", bean + "[1, a, [1, 2]]",
                "variable", bean + "[a, b]");
        values.forEach((arguments, value) -> {
            String[] query = {"kind", kind, "arguments", arguments};
            assertLoads(notes.get("call/session-bean-read", query), value);
            assertHits(notes.get("call/session-bean-read", query), value);
            String before = notes.get("call/session-bean-read", query).get("key");
            assertThat(notes.get("call/session-bean-change", query).get("outcome"))
                    .isEqualTo("returned");
            Answer after = notes.get("call/session-bean-read", query);
            assertThat(after.get("key")).isNotEqualTo(before);
            assertLoads(after, value);
        });
    }

    @Test
    void refreshAheadRunsOnAThreadOfTheServer() {
        String first = notes.get("call/thread", "id", 1).get("text");
        await().untilAsserted(() -> assertThat(notes.get("call/thread", "id", 1).get("text"))
                .isNotEqualTo(first)
                .doesNotStartWith("cache-versions"));
    }

    @Test
    void flightRecorderHoldsLoads() throws IOException {
        Path file = server.directory().resolve("loads.jfr");
        server.jcmd("JFR.start", "name=loads");
        notes.get("call/invalidate-without-transaction", "cache", "notes");
        notes.get("call/text", "id", 1);
        server.jcmd("JFR.dump", "name=loads", "filename=" + file);
        server.jcmd("JFR.stop", "name=loads");
        assertThat(RecordingFile.readAllEvents(file))
                .filteredOn(event -> event.getEventType().getName().equals("org.cacheversions.Load"))
                .anyMatch(event -> event.getString("method").contains("Notes.text("));
    }

    @Test
    void readsTheVersionsOnceForEachRequest() {
        notes.get("call/both", "id", 1);

        Answer answer = notes.get("call/both", "id", 1);

        assertHits(answer, "text 1/tag 1");
        assertThat(answer.get("versionsRead")).isEqualTo("0");
        assertThat(answer.get("sameAttribute")).isEqualTo("true");
    }

    @Test
    void aCommittedWriteShowsInTheNextRequest() {
        notes.get("call/text", "id", 2);
        notes.get("call/tag", "id", 2);
        Map<String, String> before = notes.get("call/both", "id", 2).versions();

        Answer write = notes.get("call/write", "id", 2, "text", "changed");

        assertThat(write.get("outcome")).isEqualTo("returned");
        assertThat(write.get("event")).isEqualTo("[notes]");
        assertThat(write.versions()).as("the snapshot of the writing request").isEqualTo(before);
        Answer after = notes.get("call/text", "id", 2);
        assertLoads(after, "changed");
        assertChanged(before, after.versions(), "notes");
        assertHits(notes.get("call/text", "id", 2), "changed");
        assertHits(notes.get("call/tag", "id", 2), "tag 2");
        assertLoads(notes.get("call/both", "id", 2), "changed/tag 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"THROW", "MARK_FOR_ROLLBACK"})
    void aWriteThatIsRolledBackChangesNothing(String outcome) {
        notes.get("call/text", "id", 3);
        Map<String, String> before = notes.get("call/text", "id", 3).versions();

        Answer write = notes.get("call/write", "id", 3, "text", "never", "outcome", outcome);

        assertThat(write.get("outcome")).isEqualTo(outcome.equals("THROW") ? "IllegalStateException" : "returned");
        Answer after = notes.get("call/text", "id", 3);
        assertHits(after, "text 3");
        assertThat(after.versions()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"THROW", "MARK_FOR_ROLLBACK"})
    void anInvalidationThatIsRolledBackChangesNothing(String outcome) {
        notes.get("call/text", "id", 4);
        Map<String, String> before = notes.get("call/text", "id", 4).versions();

        notes.get("call/invalidate", "id", 4, "text", "never", "cache", "notes", "outcome", outcome);
        notes.get("call/invalidate-all", "outcome", outcome);

        Answer after = notes.get("call/text", "id", 4);
        assertHits(after, "text 4");
        assertThat(after.versions()).isEqualTo(before);
    }

    /** The new versions are already written here, so they must be part of the transaction that fails. */
    @Test
    void aCommitThatFailsChangesNothing() {
        Answer before = notes.get("call/text", "id", 18);

        Answer write = notes.get(
                "call/invalidate", "id", 18, "text", "never", "cache", "notes", "outcome", "THROW_WHILE_COMPLETING");

        assertThat(write.get("outcome")).as(write.body()).isNotEqualTo("returned");
        assertThat(write.get("revisionWhileCompleting")).isEqualTo(Long.toString(before.revision() + 1));
        Answer after = notes.get("call/text", "id", 18);
        assertHits(after, "text 18");
        assertThat(after.get("key")).isEqualTo(before.get("key"));
        assertThat(after.versions()).isEqualTo(before.versions());
    }

    @Test
    void invalidatesOnlyTheNamedCaches() {
        Map<String, String> before = notes.get("call/both", "id", 5).versions();

        Answer write = notes.get("call/write-both", "id", 5, "text", "one", "tag", "two");

        assertThat(write.get("event")).isEqualTo("[notes, tags]");
        Answer after = notes.get("call/both", "id", 5);
        assertLoads(after, "one/two");
        assertChanged(before, after.versions(), "notes", "tags");
    }

    @Test
    void invalidatesAll() {
        notes.get("call/text", "id", 6);
        notes.get("call/quiet", "id", 6);
        Map<String, String> before = notes.get("call/quiet", "id", 6).versions();

        Answer all = notes.get("call/invalidate-all");

        assertThat(all.get("outcome")).isEqualTo("returned");
        Answer after = notes.get("call/quiet", "id", 6);
        assertLoads(after, "quiet 6");
        assertChanged(before, after.versions(), "notes", "tags", "quiet");
        assertLoads(notes.get("call/text", "id", 6), "text 6");
    }

    @Test
    void invalidatesWithoutATransaction() {
        Map<String, String> before = notes.get("call/text", "id", 7).versions();

        notes.get("call/invalidate-without-transaction", "cache", "notes");

        Answer after = notes.get("call/text", "id", 7);
        assertLoads(after, "text 7");
        assertChanged(before, after.versions(), "notes");
    }

    @Test
    void anUnknownNameRollsTheTransactionBack() {
        notes.get("call/text", "id", 8);

        Answer write = notes.get("call/invalidate", "id", 8, "text", "never", "cache", "nobody");

        assertThat(write.get("outcome")).isEqualTo("UnknownCacheException");
        assertThat(write.get("message")).startsWith("CV0103").contains("nobody");
        assertHits(notes.get("call/text", "id", 8), "text 8");
    }

    @Test
    void aRequestSeesItsOwnWritesWithoutStoringThem() {
        notes.get("call/text", "id", 9);

        Answer write = notes.get("call/write-then-read", "id", 9, "text", "mine");

        assertThat(write.text()).isEqualTo("mine, then mine");
        assertThat(write.hits()).isZero();
        assertThat(write.loads()).as("it loads until the end of the request").isEqualTo(2);
        assertThat(write.get("bypassed")).isEqualTo("2");
        assertLoads(notes.get("call/text", "id", 9), "mine");
        assertHits(notes.get("call/text", "id", 9), "mine");
    }

    @Test
    void aLoadInACommittedTransactionIsAHitLater() {
        assertThat(notes.get("call/fill", "id", 10).loads()).isOne();

        assertHits(notes.get("call/text", "id", 10), "text 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"THROW", "MARK_FOR_ROLLBACK"})
    void aLoadInARolledBackTransactionIsDropped(String outcome) {
        long id = outcome.equals("THROW") ? 11 : 12;

        assertThat(notes.get("call/change-then-fill", "id", id, "text", "never", "outcome", outcome)
                        .loads())
                .isOne();

        assertLoads(notes.get("call/text", "id", id), "text " + id);
    }

    @Test
    void aLoadBeforeAnInvalidationInTheTransactionIsDropped() {
        Answer write = notes.get("call/fill-then-invalidate", "id", 15, "text", "new");

        assertThat(write.get("outcome")).isEqualTo("returned");
        assertThat(write.text()).isEqualTo("new");
        assertThat(write.loads()).isEqualTo(2);
        assertLoads(notes.get("call/text", "id", 15), "new");
        assertHits(notes.get("call/text", "id", 15), "new");
    }

    /** A database snapshot may hold old data, so the labels must be at least as old. */
    @Test
    void anEarlierTransactionStoresNoOldValue() {
        Answer reader = notes.get("call/slow-reader", "id", 16, "text", "new");

        assertThat(reader.text()).as(reader.body()).isIn("text 16", "new");
        assertThat(notes.get("call/text", "id", 16).text()).isEqualTo("new");
    }

    /** Without a request, the versions are read after the transaction has taken its database snapshot. */
    @Test
    void aTransactionOlderThanItsVersionsStoresNoOldValue() {
        Answer reader = notes.get("call/late-reader", "id", 17, "text", "new");

        assertThat(reader.text()).as(reader.body()).isIn("text 17", "new");
        assertThat(notes.get("call/text", "id", 17).text()).isEqualTo("new");
        assertHits(notes.get("call/text", "id", 17), "new");
    }

    @Test
    void anInnerTransactionInvalidatesIfTheOuterRollsBack() {
        notes.get("call/text", "id", 13);
        Map<String, String> before = notes.get("call/text", "id", 13).versions();

        notes.get("call/around", "id", 13, "text", "inner", "outcome", "COMMIT", "outer", "THROW");

        Answer after = notes.get("call/text", "id", 13);
        assertLoads(after, "inner");
        assertChanged(before, after.versions(), "notes");
    }

    @Test
    void anInnerRollbackInvalidatesNothing() {
        notes.get("call/text", "id", 14);
        Map<String, String> before = notes.get("call/text", "id", 14).versions();

        Answer write = notes.get("call/around", "id", 14, "text", "never", "outcome", "THROW", "outer", "COMMIT");

        assertThat(write.get("outcome")).isEqualTo("returned");
        Answer after = notes.get("call/text", "id", 14);
        assertHits(after, "text 14");
        assertThat(after.versions()).isEqualTo(before);
    }

    private static void assertLoads(Answer answer, String text) {
        assertThat(answer.text()).isEqualTo(text);
        assertThat(answer.loads()).as("loads").isOne();
        assertThat(answer.hits()).as("hits").isZero();
    }

    private static void assertHits(Answer answer, String text) {
        assertThat(answer.text()).isEqualTo(text);
        assertThat(answer.loads()).as("loads").isZero();
        assertThat(answer.hits()).as("hits").isOne();
    }

    private static void assertChanged(Map<String, String> before, Map<String, String> after, String... changed) {
        assertThat(after).containsOnlyKeys(before.keySet());
        assertThat(after.keySet().stream().filter(cache -> !after.get(cache).equals(before.get(cache))))
                .containsExactlyInAnyOrder(changed);
    }
}
