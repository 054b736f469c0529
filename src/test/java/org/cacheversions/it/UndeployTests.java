package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Undeployed applications do not pile up in the server. */
abstract class UndeployTests extends ServerTestBase {

    private static final int CYCLES = 9;

    /** A leak in the library would keep all ten. What idle threads keep does not grow with each application. */
    private static final int HELD_BY_IDLE_THREADS = 4;

    UndeployTests(Server server) {
        super(server);
    }

    @Test
    void undeployedApplicationsLeaveNoClassesAndNoThreads() {
        Application notes = server.deploy(Archives.notes());
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            exercise(notes);
            notes = server.deploy(Archives.notes());
        }
        exercise(notes);
        assertThat(server.jcmd("VM.classloaders", "show-classes")).contains("org.cacheversions.VersionedCache");

        notes.close();

        await("replaced applications are not reachable")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(applicationsLeft()).hasSizeLessThanOrEqualTo(HELD_BY_IDLE_THREADS));
        assertThat(server.jcmd("Thread.print")).doesNotContain("org.cacheversions", "cache-versions");
    }

    /**
     * The class loaders that are still reachable. Idle threads keep their last work: on WildFly a request and an EJB
     * timer, on Payara the access control context of a managed thread.
     */
    private List<String> applicationsLeft() {
        server.jcmd("GC.run");
        return server.jcmd("VM.classloaders", "show-classes")
                .lines()
                .filter(line -> line.endsWith("org.cacheversions.it.app.CallServlet"))
                .toList();
    }

    /**
     * Without asynchronous dispatches, since for these both servers start pool threads that keep the application for
     * good: as their context class loader, and on Payara also in the inheritable invocation stack.
     */
    private static void exercise(Application notes) {
        assertThat(notes.get("call/text", "id", 1).text()).isEqualTo("text 1");
        assertThat(notes.get("call/text", "id", 1).hits()).isOne();
        notes.get("call/write", "id", 1, "text", "changed");
        assertThat(notes.get("call/text", "id", 1).text()).isEqualTo("changed");
        notes.get("call/executor", "id", 1);
        notes.get("call/timer", "id", 1);
    }
}
