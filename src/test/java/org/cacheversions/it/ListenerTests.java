package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The servers of the tests can't be reached from other machines. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells what a process listens on")
abstract class ListenerTests extends ServerTestBase {

    ListenerTests(Server server) {
        super(server);
    }

    @Test
    void listensOnTheLoopbackAddressOnly() {
        WebArchive war = ShrinkWrap.create(WebArchive.class, "page.war")
                .addAsWebResource(new StringAsset("text=here\n"), "page.txt");
        try (Application application = server.deploy(war)) {
            assertThat(application.get("page.txt").text()).isEqualTo("here");

            assertThat(Listeners.of(server.pid()))
                    .contains("127.0.0.1:" + server.httpPort())
                    .allMatch(address -> address.startsWith("127.0.0.1:"));
        }
    }
}
