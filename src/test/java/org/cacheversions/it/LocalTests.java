package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application with a resource-local unit that brings CDI and JPA itself. The library maps its filter. */
abstract class LocalTests extends ServerTestBase {

    private static final int REQUESTS = 30;

    private final String libraries;
    private Application jots;
    private long mark;

    LocalTests(Server server, String libraries) {
        super(server);
        this.libraries = libraries;
    }

    @BeforeAll
    final void deploy() {
        jots = server.deploy(Archives.jots(libraries));
    }

    /** Tomcat reports what an application has left behind on its threads. */
    @AfterAll
    final void undeploysWithoutALeak() {
        if (jots != null) {
            mark = server.log().mark();
            jots.close();
            // Weld itself leaves the scope of an asynchronous request on its thread, with the bean that marks it as
            // left
            assertThat(server.log().since(mark).lines().filter(line -> !line.contains("cdi.RequestVersions")))
                    .noneMatch(line -> line.contains("org.cacheversions") || line.contains("cache-versions"));
        }
    }

    @Test
    void loadsOnceAndSeesEachCommit() {
        jots.get("jots/write", "id", 1, "text", "first");
        assertThat(jots.get("jots/read", "id", 1).text()).isEqualTo("first");
        Answer hit = jots.get("jots/read", "id", 1);
        assertThat(hit.text()).isEqualTo("first");
        assertThat(hit.hits()).isOne();
        assertThat(hit.loads()).isZero();
        assertThat(hit.get("versionsRead")).isEqualTo("0");

        Answer write = jots.get("jots/write", "id", 1, "text", "second");

        assertThat(write.text()).as("its own write").isEqualTo("second");
        Answer next = jots.get("jots/read", "id", 1);
        assertThat(next.text()).isEqualTo("second");
        assertThat(next.version("jots")).isNotEqualTo(hit.version("jots"));
    }

    /** As docs/transactions.md says: a result of {@code within} that was never closed disables no cache of its thread. */
    @Test
    void aRollbackChangesNothingAndLeavesNothing() {
        jots.get("jots/write", "id", 2, "text", "kept");
        Answer before = jots.get("jots/read", "id", 2);
        for (int i = 0; i < 3; i++) {
            jots.get("jots/roll-back", "id", 2, "text", "never");
        }
        for (int i = 0; i < REQUESTS; i++) {
            Answer after = jots.anotherBrowser().get("jots/read", "id", 2);
            assertThat(after.text()).isEqualTo("kept");
            assertThat(after.version("jots")).isEqualTo(before.version("jots"));
            assertThat(after.hits()).as(after.get("thread")).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({"async-dispatch, ASYNC, 200", "error, ERROR, 409"})
    void keepsTheSnapshotInDispatches(String how, String dispatcher, int status) {
        jots.get("jots/write", "id", 3, "text", "old");

        Answer answer = jots.get("jots/" + how, "id", 3, "text", "new");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.get("dispatcher")).isEqualTo(dispatcher);
        assertThat(answer.text()).isEqualTo(answer.get("before")).isEqualTo("old");
        assertThat(answer.get("injected")).isEqualTo(answer.version("jots"));
    }

    /** Weld leaves the scope of an earlier request active on threads of Tomcat. */
    @Test
    void aThreadWithoutARequestGetsNoVersionsOfAnEarlierOne() {
        Set<String> threads = new TreeSet<>();
        for (int i = 0; i < REQUESTS; i++) {
            jots.get("jots/write", "id", 4, "text", "text " + i);
            Answer answer = jots.anotherBrowser().get("jots/async-thread", "id", 4);
            assertThat(answer.text()).isEqualTo("text " + i);
            assertThat(answer.get("injected")).contains("CV0540");
            threads.add(answer.get("thread"));
        }
        assertThat(threads).isNotEmpty();
    }

    @Test
    void thePageIsForOperators() {
        assertThat(jots.anotherBrowser().get("caches/").status()).isEqualTo(401);
        assertThat(jots.as("stranger").get("caches/").status()).isEqualTo(403);
        Answer page = jots.as("operator").get("caches/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("jots");
    }
}
