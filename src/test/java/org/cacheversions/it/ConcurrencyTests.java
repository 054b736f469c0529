package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Concurrent clients. */
abstract class ConcurrencyTests extends NotesTestBase {

    private static final int WRITES = 200;

    ConcurrencyTests(Server server) {
        super(server);
    }

    @Test
    void requestsStartedAfterAWriteSeeIt() throws Exception {
        new ConcurrentClients(notes).readWhileWriting(WRITES);
    }

    /** Locking rows in the order of their names in the call would deadlock here. */
    @Test
    void invalidatingInOppositeOrdersDoesNotDeadlock() throws Exception {
        assertThat(new ConcurrentClients(notes).invalidateInOppositeOrders()).isEmpty();
    }
}
