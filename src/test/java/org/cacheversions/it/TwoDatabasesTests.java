package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One transaction over two databases, by XA: the versions are in the first, with the notes. */
abstract class TwoDatabasesTests extends NotesTestBase {

    private final OwnDataSource first = OwnDataSource.of("notes", DatabaseIsolation.POSTGRESQL_READ_COMMITTED);
    private final OwnDataSource second = OwnDataSource.of("other", DatabaseIsolation.MARIADB_READ_COMMITTED);

    TwoDatabasesTests(Server server) {
        super(server);
    }

    @Override
    WebArchive archive() {
        return Archives.notes(server, first, second);
    }

    @BeforeAll
    void createTables() {
        first.execute("CREATE TABLE it_promise (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
        second.execute("CREATE TABLE it_copy (text VARCHAR(100))");
    }

    @Test
    void bothCommitAndTheNextRequestSeesTheChange() {
        String before = notes.get("call/text", "id", 1).version("notes");

        Answer write = notes.get("call/write-twice", "id", 1, "text", "in both", "to", server.jndiName(second));

        assertThat(write.get("outcome")).as(write.body()).isEqualTo("returned");
        Answer after = notes.get("call/text", "id", 1);
        assertThat(after.text()).isEqualTo("in both");
        assertThat(after.loads()).isOne();
        assertThat(after.version("notes")).isNotEqualTo(before);
        assertThat(copies("in both")).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"THROW", "MARK_FOR_ROLLBACK", "THROW_WHILE_COMPLETING", "REFUSED_BY_DATABASE"})
    void bothRollBackAndNothingChanges(String outcome) {
        Map<String, String> before = notes.get("call/text", "id", 2).versions();

        Answer write = notes.get(
                "call/write-twice", "id", 2, "text", "never", "to", server.jndiName(second), "outcome", outcome);

        assertThat(write.get("outcome").equals("returned"))
                .as(write.body())
                .isEqualTo(outcome.equals("MARK_FOR_ROLLBACK"));
        Answer after = notes.get("call/text", "id", 2);
        assertThat(after.text()).isEqualTo("text 2");
        assertThat(after.hits()).isOne();
        assertThat(after.versions()).isEqualTo(before);
        assertThat(copies("never")).isZero();
    }

    private int copies(String text) {
        return second.query("SELECT text FROM it_copy WHERE text = '" + text + "'")
                .size();
    }
}
