package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Several clients at once. */
abstract class ConcurrencyTests extends NotesTestBase {

    private static final int WRITES = 200;

    ConcurrencyTests(Server server) {
        super(server);
    }

    @Test
    void requestsStartedAfterAWriteSeeIt() throws Exception {
        new ConcurrentClients(notes).readWhileWriting(WRITES);
    }

    /** Who locks rows in the order in which he names them, deadlocks here. */
    @Test
    void invalidatingInOppositeOrdersDoesNotDeadlock() throws Exception {
        assertThat(new ConcurrentClients(notes).invalidateInOppositeOrders()).isEmpty();
    }
}
