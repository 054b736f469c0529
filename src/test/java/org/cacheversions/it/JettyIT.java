package org.cacheversions.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.cacheversions.admin.Chromium;
import org.cacheversions.databases.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The example without an application server. */
final class JettyIT {

    /** 128 plus the number of the signal. SIGINT would be ignored where the build runs in the background. */
    private static final int TERMINATED = 143;

    private static Path folder;
    private static JettyForum jetty;

    @BeforeAll
    static void start() {
        folder = Server.emptied(Path.of(Server.setting("it.directory"), "jetty"));
        jetty = JettyForum.start(folder);
    }

    @AfterAll
    static void stop() {
        if (jetty != null) {
            jetty.close();
        }
    }

    @Nested
    final class Forum extends ForumTests {
        Forum() {
            super(jetty::application);
        }
    }

    @Nested
    @Tag("ci")
    final class InBrowser {

        @Test
        void thePageOfOneUserIsNeverThatOfTheNext() {
            try (Chromium browser = new Chromium()) {
                URI front = jetty.application().uri();
                browser.open(front);
                String first = user(browser);
                assertThat(browser.one("#unchanged").isDisplayed()).isFalse();
                browser.open(front);
                assertThat(browser.one("#unchanged").isDisplayed())
                        .as("answered with 304")
                        .isTrue();

                browser.script("const users = document.querySelector('#switch-user'); users.selectedIndex = 1;"
                        + " users.form.submit()");
                Awaitility.await().until(() -> !user(browser).equals(first));
                browser.open(front);
                assertThat(user(browser)).isNotEqualTo(first);
                browser.open(front);
                assertThat(user(browser)).isNotEqualTo(first);
                assertThat(browser.one("#unchanged").isDisplayed())
                        .as("the second user's page, with 304")
                        .isTrue();
            }
        }

        private static String user(Chromium browser) {
            return String.valueOf(browser.script("return document.querySelector('#switch-user').value"));
        }
    }

    @Nested
    @Tag("ci")
    final class Near extends NearForumTests {

        private final Path own = Server.emptied(Path.of(Server.setting("it.directory"), "jetty-near"));

        @Override
        Application start(RedisProcess redis) {
            JettyForum forum = JettyForum.start(
                    own,
                    "",
                    "-Dcache-versions.store=near",
                    "-Dcache-versions.redis.uri=" + redis.uri(),
                    "-Dcache-versions.redis.timeout=PT5S");
            return new Application(forum.application().uri(), forum::close);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux tells what a process listens on")
    void listensOnTheLoopbackAddressOnly() {
        assertThat(Listeners.of(jetty.pid())).isNotEmpty().allMatch(address -> address.startsWith("127.0.0.1:"));
    }

    @Test
    @EnabledOnOs(
            value = {OS.LINUX, OS.MAC},
            disabledReason = "sends a signal")
    void endsCleanlyAndRestartsWithItsData() throws Exception {
        ForumBrowser.of(jetty.application(), 1).act("ban", "user", 30, "reason", "noise");

        int exit = jetty.end();
        String console = jetty.console();
        jetty.close();
        jetty = JettyForum.start(folder);

        assertThat(exit).isEqualTo(TERMINATED);
        assertThat(console).doesNotContain("Exception", "SEVERE", "WARN");
        assertThat(ForumBrowser.of(jetty.application(), 2)
                        .page(ForumTests.USER, "id", 30)
                        .hasBan())
                .isTrue();
    }
}
