package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The server includes an H2 that may answer with old results. */
abstract class StaleH2Tests extends ServerTestBase {

    StaleH2Tests(Server server) {
        super(server);
    }

    @Test
    void warnsAboutAnH2ThatMayAnswerStale() {
        long mark = server.log().mark();
        server.deploy(Archives.notes()).close();
        assertThat(server.log().since(mark)).as("with the setting").doesNotContain("CV0324");
        server.deploy(Archives.notesInH2(";DB_CLOSE_DELAY=-1")).close();
        assertThat(server.log().since(mark)).containsOnlyOnce("CV0324: the database is H2 2.2.224");
    }
}
