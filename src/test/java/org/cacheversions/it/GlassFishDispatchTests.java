package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Those of GlassFish, whose threads for asynchronous work keep the class loader of the first application they served. */
abstract class GlassFishDispatchTests extends DispatchTests {

    /** The servers and tests that have passed in the first application. */
    private static final Set<String> PASSED = ConcurrentHashMap.newKeySet();

    private final String name = getClass().getNestHost().getName();

    GlassFishDispatchTests(Server server) {
        super(server);
    }

    @Test
    @Override
    void anAsynchronousThreadReadsItsOwnVersions() {
        passInTheFirstApplication("versions", super::anAsynchronousThreadReadsItsOwnVersions);
    }

    @Test
    @Override
    void aThreadThatServesNoRequestHasNoVersions() {
        passInTheFirstApplication("bean", super::aThreadThatServesNoRequestHasNoVersions);
    }

    /** In a later one, the server calls code of an application that is closed. */
    private void passInTheFirstApplication(String test, Runnable run) {
        String key = name + " " + test;
        String body =
                notes.post("dispatch/async-thread", "id", 39, "text", "changed").body();
        if (body.isEmpty()) {
            assertThat(PASSED).as("passed in the first application").contains(key);
        } else {
            run.run();
            PASSED.add(key);
        }
    }
}
