package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request keeps its versions across all dispatches; a thread without a request reads its own. */
abstract class DispatchTests extends NotesTestBase {

    DispatchTests(Server server) {
        super(server);
    }

    @ParameterizedTest
    @CsvSource({
        "async-dispatch, 20, ASYNC, 200",
        "forward, 21, FORWARD, 200",
        "include, 22, INCLUDE, 200",
        "error, 23, ERROR, 409",
        "exception, 24, ERROR, 500"
    })
    void keepsTheSnapshotWhenOthersCommit(String how, long id, String dispatcher, int status) {
        Answer answer = notes.post("dispatch/" + how, "id", id, "text", "changed");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.get("dispatcher")).isEqualTo(dispatcher);
        assertThat(answer.get("after"))
                .isEqualTo(answer.get("before"))
                .isEqualTo(answer.version("notes") + " text " + id);
        assertThat(answer.hits()).isOne();
        assertThat(answer.get("injected")).isEqualTo(answer.version("notes"));
        Answer next = notes.get("call/text", "id", id);
        assertThat(next.text()).isEqualTo("changed");
        assertThat(next.version("notes")).isNotEqualTo(answer.version("notes"));
    }

    @Test
    void anAsynchronousThreadReadsItsOwnVersions() {
        Answer answer = notes.post("dispatch/async-thread", "id", 25, "text", "changed");

        assertThat(answer.text()).isEqualTo("changed");
        assertThat(answer.loads()).isOne();
        assertThat(answer.hits()).isOne();
        assertThat(answer.get("versionsRead")).isEqualTo("2");
        assertThat(answer.get("injected")).contains("CV0540", "request attribute");
    }

    @Test
    void otherFiltersComeLater() {
        assertThat(notes.get("call/text", "id", 31).get("pinnedFirst")).isEqualTo("true");
    }

    @Test
    void aThreadThatServesNoRequestHasNoVersions() {
        assertThat(notes.post("dispatch/async-bean", "id", 36, "text", "changed")
                        .get("injected"))
                .contains("CV0540", "request attribute");
    }

    @ParameterizedTest
    @CsvSource({"new, 28, 1", "outside, 29, 1", "joined, 30, 2"})
    void inTheTransactionOfATimerOnlyMethodsThatRunApartFromItStore(String way, long id, int loads) {
        long mark = server.log().mark();
        Answer first = notes.get("call/tick", "way", way, "id", id);
        Answer second = notes.get("call/tick", "way", way, "id", id);

        assertThat(first.text()).as(first.body()).isEqualTo("text " + id);
        assertThat(second.text()).as(second.body()).isEqualTo("text " + id);
        assertThat(first.loads() + second.loads()).isEqualTo(loads);
        if (way.equals("joined")) {
            assertThat(server.log().since(mark)).contains("CV0541", "Notes.textInTransaction(long)", "REQUIRES_NEW");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"timer", "executor"})
    void cachesInAThreadWithoutARequest(String where) {
        long id = where.equals("timer") ? 26 : 27;

        Answer answer = notes.get("call/" + where, "id", id);

        assertThat(answer.text()).isEqualTo("text " + id);
        assertThat(answer.loads()).isOne();
        assertThat(answer.hits()).isOne();
        assertThat(notes.get("call/text", "id", id).hits()).isOne();
    }

    @Test
    void cachedMethodsWorkWhileTheApplicationStarts() {
        assertThat(notes.get("call/startup").text()).isEqualTo("text 1");
    }
}
