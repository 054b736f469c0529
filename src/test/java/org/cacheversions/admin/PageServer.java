package org.cacheversions.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.cacheversions.CacheScope;
import org.cacheversions.VersionedCache;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.core.FakeClock;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.node.Item;
import org.cacheversions.node.ItemService;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.security.Credential;

/** The page on its own Jetty, with a node on an H2 database. */
final class PageServer implements AutoCloseable {

    static final String PASSWORD = "secret";
    static final String OPERATOR = "olga";
    static final String GUEST = "gustav";
    static final String HOSTILE_USER = "<b>o'brien</b>\"";

    final TestNode node;

    /** The time by which the page limits its warnings. */
    final FakeClock clock = new FakeClock();

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    /** Starts a page with login, where some users have the role {@code operator}. */
    static PageServer guarded() throws Exception {
        TestNode node = TestNode.start(
                Unit.HIBERNATE_JTA, "page" + UUID.randomUUID(), ItemService.class, Item.class, Grades.class);
        return new PageServer(node, Map.of("role", "operator"), true);
    }

    /** Starts a page without login and role. */
    static PageServer unprotected() throws Exception {
        TestNode node = TestNode.start(Unit.HIBERNATE_JTA, "page" + UUID.randomUUID(), ItemService.class, Item.class);
        return new PageServer(node, Map.of("unprotected", "true"), false);
    }

    /** Starts a page with login on a node whose clock the test can set. */
    static PageServer withClock() throws Exception {
        TestNode node = TestNode.start(
                Unit.HIBERNATE_JTA,
                "page" + UUID.randomUUID(),
                Map.of("cache-versions.auto-start", "true", "cache-versions.coherence", "bounded"),
                ItemService.class,
                Item.class,
                Board.class,
                MovedClock.class);
        return new PageServer(node, Map.of("role", "operator"), true);
    }

    /** A cache with scopes. */
    @ApplicationScoped
    static class Grades {

        @VersionedCache("grades")
        public String of(@CacheScope long user) {
            return "grade of " + user;
        }
    }

    private PageServer(TestNode node, Map<String, String> parameters, boolean login) throws Exception {
        this.node = node;
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/app", ServletContextHandler.SESSIONS);
        CacheVersionsServlet servlet = new CacheVersionsServlet();
        servlet.runtime = node.bean(CacheRuntime.class);
        servlet.warnings = new Warnings(clock);
        context.addServlet(holder(servlet, parameters), "/admin/caches/*");
        if (login) {
            context.setSecurityHandler(login());
        }
        server.setHandler(context);
        server.start();
    }

    static ServletHolder holder(Servlet servlet, Map<String, String> parameters) {
        ServletHolder holder = new ServletHolder("caches", servlet);
        holder.setInitParameters(new LinkedHashMap<>(parameters));
        return holder;
    }

    /** The users and their roles. */
    static HashLoginService logins() {
        UserStore users = new UserStore();
        users.addUser(OPERATOR, Credential.getCredential(PASSWORD), new String[] {"operator"});
        users.addUser(HOSTILE_USER, Credential.getCredential(PASSWORD), new String[] {"operator"});
        users.addUser(GUEST, Credential.getCredential(PASSWORD), new String[] {"guest"});
        HashLoginService logins = new HashLoginService("test");
        logins.setUserStore(users);
        return logins;
    }

    private static ConstraintSecurityHandler login() {
        ConstraintSecurityHandler security = new ConstraintSecurityHandler();
        security.setAuthenticator(new BasicAuthenticator());
        security.setLoginService(logins());
        ConstraintMapping mapping = new ConstraintMapping();
        mapping.setPathSpec("/admin/caches/*");
        mapping.setConstraint(Constraint.ANY_USER);
        security.addConstraintMapping(mapping);
        return security;
    }

    /** Returns the address of the page. */
    URI page() {
        return URI.create(origin() + "/app/admin/caches/");
    }

    String origin() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
        node.close();
    }
}
