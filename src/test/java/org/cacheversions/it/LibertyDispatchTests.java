package org.cacheversions.it;

import org.junit.jupiter.api.BeforeAll;

/** Those of Open Liberty, which may lose the first asynchronous dispatch after it has replaced an application. */
abstract class LibertyDispatchTests extends DispatchTests {

    LibertyDispatchTests(Server server) {
        super(server);
    }

    @BeforeAll
    final void dispatchOnce() {
        notes.get("dispatch/async-dispatch", "id", 38, "text", "changed");
    }
}
