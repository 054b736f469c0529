package org.cacheversions.it;

import org.junit.jupiter.api.TestInstance;

/** Tests of one server, which is up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnServer {

    final Server server;

    OnServer(Server server) {
        this.server = server;
    }
}
