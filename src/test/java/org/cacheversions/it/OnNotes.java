package org.cacheversions.it;

import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of the application of notes, deployed once for all of them; each takes notes that no other one changes. */
abstract class OnNotes extends OnServer {

    Application notes;

    OnNotes(Server server) {
        super(server);
    }

    @BeforeAll
    final void deploy() {
        notes = server.deploy(archive());
    }

    /** Answers the war: by default the one that uses the data source that the server has by itself. */
    WebArchive archive() {
        return Archives.notes();
    }

    @AfterAll
    final void undeploy() {
        if (notes != null) {
            notes.close();
        }
    }
}
