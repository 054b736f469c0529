package org.cacheversions.it;

import org.junit.jupiter.api.TestInstance;

/** Tests of one running server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerTestBase {

    final Server server;

    ServerTestBase(Server server) {
        this.server = server;
    }
}
