package org.cacheversions.it;

import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests of the notes application, which is deployed once. Each test uses notes that no other test changes. */
abstract class NotesTestBase extends ServerTestBase {

    Application notes;

    NotesTestBase(Server server) {
        super(server);
    }

    @BeforeAll
    final void deploy() {
        notes = server.deploy(archive());
    }

    /** Returns the war, by default one that uses the server's default data source. */
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
