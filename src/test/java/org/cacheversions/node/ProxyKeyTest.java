package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import org.cacheversions.CacheKey;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The proxy of a request-scoped bean stands for another user in each request. */
class ProxyKeyTest {

    private final TestNode node = TestNode.start(Unit.HIBERNATE_LOCAL, Menus.class, CurrentUser.class, Caller.class);
    private final Caller caller = node.bean(Caller.class);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void oneUsersEntryIsNotServedToAnother() {
        try (LogCapture log = new LogCapture()) {
            assertThat(node.request(() -> caller.menuOf("alice"))).isEqualTo("menu of alice");
            assertThat(node.request(() -> caller.menuOf("bob"))).isEqualTo("menu of bob");
            assertThat(log.messages())
                    .filteredOn(line -> line.contains("CV0530"))
                    .hasSize(1);
        }
    }

    @Test
    void anIdentifierOfTheUserMayBeTheKey() {
        assertThat(node.request(() -> caller.byName("alice"))).isEqualTo("menu of alice");
        assertThat(node.request(() -> caller.byName("bob"))).isEqualTo("menu of bob");
        assertThat(node.request(() -> caller.byName("alice"))).isEqualTo("menu of alice");
    }

    @RequestScoped
    public static class CurrentUser {
        private String name = "";

        public String name() {
            return name;
        }

        public void name(String known) {
            name = known;
        }
    }

    @ApplicationScoped
    public static class Menus {

        @VersionedCache("bans")
        public String menu(CurrentUser user) {
            return "menu of " + user.name();
        }

        @VersionedCache("bans")
        public String menu(@CacheKey String name, CurrentUser user) {
            return "menu of " + user.name();
        }
    }

    @ApplicationScoped
    public static class Caller {

        @Inject
        private Menus menus;

        @Inject
        private CurrentUser user;

        @ActivateRequestContext
        public String menuOf(String name) {
            user.name(name);
            return menus.menu(user);
        }

        @ActivateRequestContext
        public String byName(String name) {
            user.name(name);
            return menus.menu(name, user);
        }
    }
}
