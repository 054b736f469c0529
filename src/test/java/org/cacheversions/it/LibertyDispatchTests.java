package org.cacheversions.it;

import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeAll;

/** Those of Open Liberty, which may lose the first asynchronous dispatch after it has replaced an application. */
abstract class LibertyDispatchTests extends DispatchTests {

    LibertyDispatchTests(Server server) {
        super(server);
    }

    @BeforeAll
    final void dispatchOnce() {
        await().until(() -> !notes.post("dispatch/async-dispatch", "id", 38, "text", "changed")
                .body()
                .isEmpty());
    }
}
