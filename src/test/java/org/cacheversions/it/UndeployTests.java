package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing of an application that is gone stays in the server. */
@Tag("unresolved") // WildFly: classes stay reachable; Payara: see PayaraIT
abstract class UndeployTests extends OnServer {

    private static final int CYCLES = 3;

    UndeployTests(Server server) {
        super(server);
    }

    @Test
    void replacedAndRemovedApplicationsLeaveNoClassesAndNoThreads() {
        Application notes = server.deploy(Archives.notes());
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            exercise(notes);
            notes = server.deploy(Archives.notes());
        }
        exercise(notes);
        assertThat(server.jcmd("VM.classloaders", "show-classes")).contains("org.cacheversions.VersionedCache");

        notes.close();

        await("no class of the library or the application is reachable")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(classesLeft()).isEmpty());
        assertThat(server.jcmd("Thread.print")).doesNotContain("org.cacheversions", "cache-versions");
    }

    /** A class loader that is the context class loader of a thread, or whose code a thread runs, counts as well. */
    private List<String> classesLeft() {
        server.jcmd("GC.run");
        return server.jcmd("VM.classloaders", "show-classes")
                .lines()
                .filter(line -> line.contains("org.cacheversions"))
                .toList();
    }

    private static void exercise(Application notes) {
        assertThat(notes.get("call/text", "id", 1).text()).isEqualTo("text 1");
        assertThat(notes.get("call/text", "id", 1).hits()).isOne();
        notes.get("call/write", "id", 1, "text", "changed");
        assertThat(notes.get("call/text", "id", 1).text()).isEqualTo("changed");
        notes.get("call/executor", "id", 1);
        notes.get("call/timer", "id", 1);
        notes.get("dispatch/async-dispatch", "id", 1, "text", "again");
        notes.get("dispatch/async-thread", "id", 1, "text", "again");
    }
}
