package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What the container does around cached calls: it checks roles, runs timers in transactions, and calls the filter. */
abstract class ContainerTests extends NotesTestBase {

    private final OwnDataSource dataSource;

    ContainerTests(Server server, DatabaseIsolation level) {
        super(server);
        this.dataSource = OwnDataSource.of("notes", level).with(1);
    }

    @Override
    WebArchive archive() {
        return Archives.guarded(server, dataSource);
    }

    @Test
    void aHitDoesNotSkipTheRolesOfASessionBean() {
        Answer first = notes.as("reader").get("guarded/session-bean", "id", 1);
        assertThat(first.text()).as(first.body()).isEqualTo("secret 1");
        assertThat(first.loads()).isOne();
        assertThat(notes.as("reader").get("guarded/session-bean", "id", 1).hits())
                .isOne();

        for (Application other : new Application[] {notes.as("stranger"), notes.anotherBrowser()}) {
            Answer refused = other.get("guarded/session-bean", "id", 1);
            assertThat(refused.get("outcome")).as(refused.body()).isEqualTo("EJBAccessException");
            assertThat(refused.text()).isEmpty();
            assertThat(refused.hits()).isZero();
            assertThat(refused.loads()).isZero();
        }
    }

    /** As docs/transactions.md says: no check that a hit could skip. */
    @Test
    void rolesOfOtherBeansAreNotChecked() {
        assertThat(notes.anotherBrowser().get("guarded/other-bean", "id", 1).text())
                .isEqualTo("unchecked 1");
    }

    /** The pool has one connection, which the transaction of the timer holds. */
    @Test
    void aTransactionOfATimerNeedsNoSecondConnection() {
        notes.get("call/text", "id", 2);

        Answer hits = notes.get("guarded/timer", "id", 2);
        Answer loads = notes.get("guarded/timer", "id", 3);

        assertThat(hits.text()).as(hits.body()).isEqualTo("text 2");
        assertThat(hits.hits()).isEqualTo(2);
        assertThat(loads.text()).as(loads.body()).isEqualTo("text 3");
        assertThat(loads.loads()).isPositive();
        assertThat(notes.get("call/text", "id", 3).text()).isEqualTo("text 3");
    }

    @Test
    void excludedPathsReadNoVersions() {
        assertThat(notes.get("guarded/nothing", "id", 4).get("versions")).isEqualTo("true");

        Answer excluded = notes.get("guarded/excluded/nothing", "id", 4);

        assertThat(excluded.get("versions")).as(excluded.body()).isEqualTo("false");
        assertThat(excluded.get("versionsRead")).isEqualTo("0");
        assertThat(excluded.get("outcome")).isEqualTo("returned");
        Answer text = notes.get("guarded/excluded/text", "id", 4);
        assertThat(text.text()).as("a cached call works there, too").isEqualTo("text 4");
        assertThat(text.get("versionsRead")).isEqualTo("1");
    }
}
