package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cacheversions.databases.TestDatabase;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same tests on a database in a separate process, at a configured isolation. */
abstract class DatabaseTests extends CachingTests {

    private static final int WRITES = 40;

    private final DatabaseIsolation level;
    private final OwnDataSource dataSource;

    DatabaseTests(Server server, DatabaseIsolation level) {
        super(server);
        this.level = level;
        this.dataSource = OwnDataSource.of("notes", level);
    }

    @Override
    WebArchive archive() {
        return Archives.notes(server, dataSource);
    }

    /** Lets the database record which rows are updated and in which order. */
    @BeforeAll
    void noteUpdates() {
        if (level.database == TestDatabase.POSTGRESQL) {
            dataSource.execute("CREATE TABLE it_updated (n serial PRIMARY KEY, cache varchar(128))");
            dataSource.execute("CREATE FUNCTION it_note() RETURNS trigger LANGUAGE plpgsql AS "
                    + "'BEGIN INSERT INTO it_updated (cache) VALUES (NEW.cache); RETURN NULL; END'");
            dataSource.execute(
                    "CREATE TRIGGER it_note AFTER UPDATE ON cache_version FOR EACH ROW EXECUTE FUNCTION it_note()");
        } else {
            dataSource.execute("CREATE TABLE it_updated (n int AUTO_INCREMENT PRIMARY KEY, cache varchar(128))");
            dataSource.execute("CREATE TRIGGER it_note AFTER UPDATE ON cache_version "
                    + "FOR EACH ROW INSERT INTO it_updated (cache) VALUES (NEW.cache)");
        }
    }

    @Test
    void runsAtTheConfiguredIsolation() {
        assertThat(notes.get("call/ask", "sql", level.question()).text()).isEqualTo(level.answer());
    }

    @Test
    void oneTransactionUpdatesEachRowOnceInNameOrder() {
        List<String> before = updated();

        Answer bulk = notes.get("call/bulk", "id", 19);

        assertThat(bulk.get("outcome")).as(bulk.body()).isEqualTo("returned");
        List<String> after = updated();
        assertThat(after.subList(before.size(), after.size())).containsExactly("notes", "quiet", "tags");
    }

    @Test
    void requestsStartedAfterAWriteSeeIt() throws Exception {
        new ConcurrentClients(notes).readWhileWriting(WRITES);
    }

    /** From REPEATABLE READ on, PostgreSQL refuses the second change of a row, but never because of a deadlock. */
    @Test
    void invalidatingInOppositeOrdersDoesNotDeadlock() throws Exception {
        List<Answer> refused = new ConcurrentClients(notes).invalidateInOppositeOrders();

        if (level.refusesTheSecond()) {
            assertThat(refused).allSatisfy(answer -> assertThat(answer.get("cause"))
                    .contains("could not serialize access")
                    .doesNotContain("deadlock"));
        } else {
            assertThat(refused).isEmpty();
        }
    }

    /** As docs/transactions.md shows it. */
    @Test
    void retryingSerializationFailuresAlwaysSucceeds() throws Exception {
        assertThat(new ConcurrentClients(notes).invalidateInOppositeOrdersWithRetry())
                .isEmpty();
    }

    private List<String> updated() {
        return dataSource.query("SELECT cache FROM it_updated ORDER BY n");
    }
}
