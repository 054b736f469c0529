package org.cacheversions.it;

import org.junit.jupiter.api.Test;

/** Those of GlassFish, whose threads for asynchronous work keep the class loader of the first application they served. */
abstract class GlassFishDispatchTests extends DispatchTests {

    GlassFishDispatchTests(Server server) {
        super(server);
    }

    @Test
    @Override
    void anAsynchronousThreadReadsItsOwnVersions() {
        boolean isFirst = !notes.post("dispatch/async-thread", "id", 39, "text", "changed")
                .body()
                .isEmpty(); // otherwise the server calls code of an application that is closed
        if (isFirst) {
            super.anAsynchronousThreadReadsItsOwnVersions();
        }
    }
}
