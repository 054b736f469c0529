package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Entities invalidate when the server's persistence provider writes them. */
abstract class EntityTests extends NotesTestBase {

    private final boolean statementsInvalidate;

    EntityTests(Server server, boolean statementsInvalidate) {
        super(server);
        this.statementsInvalidate = statementsInvalidate;
    }

    @Override
    WebArchive archive() {
        return Archives.memos();
    }

    @Test
    void theNextRequestSeesEveryWrite() {
        assertShows("persist", "first", "[first]", "2", "memos", "remarks");
        assertShows("update", "other", "[other]", "2", "memos");
        assertShows("roll-back", "never", "[other]", "2");
        assertThat(write("remove-remark", "")).as("an orphan").contains("remarks");
        assertThat(read().get("remarks")).isEqualTo("1");
        if (statementsInvalidate) {
            assertShows("update-all", "all", "[all]", "1", "memos");
        } else {
            assertThat(write("update-all", "all"))
                    .as("Hibernate does not report bulk updates")
                    .isEmpty();
        }
        assertShows("remove", "", "[]", "0", "memos", "remarks");
    }

    private void assertShows(String action, String text, String texts, String remarks, String... changed) {
        assertThat(write(action, text)).as(action).containsExactly(changed);
        assertThat(read().text()).as(action).isEqualTo(texts);
        assertThat(read().get("remarks")).as(action).isEqualTo(remarks);
    }

    /** Returns the caches that the action has changed. */
    private Iterable<String> write(String action, String text) {
        Map<String, String> before = read().versions();
        notes.get("memos/" + action, "id", 1, "text", text);
        Map<String, String> after = read().versions();
        return after.keySet().stream()
                .filter(cache -> !after.get(cache).equals(before.get(cache)))
                .sorted()
                .toList();
    }

    private Answer read() {
        Answer answer = notes.get("memos/read");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
