package org.cacheversions.admin;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.Scope;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.core.call.Invalidator;
import org.cacheversions.internal.core.support.Warnings;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.internal.core.versions.CacheNames;
import org.jspecify.annotations.Nullable;

/**
 * The operator's page: figures of this node's caches, the last hour, and buttons that invalidate. It exists only if the
 * application maps it to a path that ends in {@code /*} and names the role that a user must have:
 *
 * <pre>{@code
 * <servlet>
 *   <servlet-name>caches</servlet-name>
 *   <servlet-class>org.cacheversions.admin.CacheVersionsServlet</servlet-class>
 *   <init-param><param-name>role</param-name><param-value>operator</param-value></init-param>
 * </servlet>
 * <servlet-mapping>
 *   <servlet-name>caches</servlet-name>
 *   <url-pattern>/admin/caches/*</url-pattern>
 * </servlet-mapping>
 * <security-constraint>
 *   <web-resource-collection>
 *     <web-resource-name>caches</web-resource-name>
 *     <url-pattern>/admin/caches/*</url-pattern>
 *   </web-resource-collection>
 *   <auth-constraint><role-name>operator</role-name></auth-constraint>
 * </security-constraint>
 * <security-role><role-name>operator</role-name></security-role>
 * }</pre>
 *
 * <p>Every request of a user without that role is answered with 403. If something else restricts access, set the init
 * parameter {@code unprotected} to {@code true} in place of {@code role}. With neither or both of them the deployment
 * fails. The same data is available as JSON, with {@code ?format=json} or to a client that accepts JSON and not HTML.
 *
 * <p>Thread-safe.
 */
public class CacheVersionsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String PLACE = "the operator's page";
    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    /** Injected by the container. */
    @Inject
    @SuppressWarnings({"NullAway.Init", "serial"})
    transient CacheRuntime runtime;

    @SuppressWarnings({"NullAway.Init", "serial"})
    private transient Access access;

    private final transient Forms forms = new Forms();

    @SuppressWarnings("serial")
    transient Warnings warnings = new Warnings();

    /** Called by the container. */
    public CacheVersionsServlet() {}

    /**
     * Checks how an application maps the page.
     *
     * @param servlets all servlets of the application
     * @return a message for each mistake; empty if the page is not mapped
     */
    public static List<String> problems(Collection<? extends ServletRegistration> servlets) {
        return servlets.stream().flatMap(Access::problems).toList();
    }

    /**
     * Returns the role of the users that may see the page.
     *
     * @param servlets all servlets of the application
     * @return {@code null} if the page is not mapped, or needs no role
     */
    public static @Nullable String role(Collection<? extends ServletRegistration> servlets) {
        return servlets.stream()
                .map(Access::role)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * Reads the init parameters.
     *
     * @throws ServletException if they give neither or both of {@code role} and {@code unprotected}
     */
    @Override
    public void init() throws ServletException {
        try {
            access = Access.of(getServletName(), getServletConfig()::getInitParameter);
        } catch (InvalidConfigurationException e) {
            throw new ServletException(e.getMessage(), e);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Exchange exchange = new Exchange(request, response);
        exchange.setSecurityHeaders();
        if (access.allows(request) || isLayout(exchange)) {
            super.service(request, response);
            return;
        }
        if (exchange.isPost()) {
            logRefusal(exchange, "the user has another role");
        } else {
            String message = PageMessages.viewRefused(exchange.user(), request.getRemoteAddr());
            warnings.limited(System.Logger.Level.WARNING, message, message, null);
        }
        exchange.sendRefusal(
                HttpServletResponse.SC_FORBIDDEN,
                "Not allowed",
                "This page is for users with another role than yours.");
    }

    /** The page that refuses a user needs these too, and they reveal nothing. */
    private static boolean isLayout(Exchange exchange) {
        return exchange.request().getMethod().equals("GET")
                && List.of("/page.css", "/page.js").contains(exchange.path());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exchange exchange = new Exchange(request, response);
        switch (exchange.path()) {
            case "/" -> caches(exchange);
            case "/confirm" -> confirm(exchange);
            case "/page.css" -> exchange.sendResource("page.css", "text/css");
            case "/page.js" -> exchange.sendResource("page.js", "text/javascript");
            default -> exchange.sendNotFound("There is no such page.");
        }
    }

    private void caches(Exchange exchange) throws IOException {
        exchange.response().setHeader("Vary", "Accept");
        if (exchange.wantsJson()) {
            exchange.sendJson(JsonFigures.of(runtime.engine().figures().status()));
            return;
        }
        String token = forms.token(exchange.request());
        String notice = forms.takeNotice(exchange.request());
        exchange.sendPage(
                exchange.pages().caches(runtime.engine().figures().status(), runtime.isEnabled(), notice, token));
    }

    private void confirm(Exchange exchange) throws IOException {
        String cache = exchange.request().getParameter("cache");
        boolean all = "true".equals(exchange.request().getParameter("all"));
        if (!all && cache == null) {
            exchange.sendNotFound("No cache was named.");
            return;
        }
        if (!all && !isKnown(cache)) {
            exchange.sendNotFound("There is no such cache.");
            return;
        }
        String token = forms.token(exchange.request());
        String scope = exchange.request().getParameter("scope");
        exchange.sendPage(exchange.pages()
                .confirmation(
                        all
                                ? "Every cache is invalidated."
                                : (scope == null ? "The cache" : "The scope \u201c" + scope + "\u201d of the cache")
                                        + " \u201c" + cache + "\u201d is invalidated.",
                        all || cache == null
                                ? Map.of("all", "true")
                                : scope == null
                                        ? Map.of("cache", cache)
                                        : new TreeMap<>(Map.of("cache", cache, "scope", scope)),
                        token));
    }

    private boolean isKnown(@Nullable String cache) {
        return runtime.engine().figures().status().caches().stream()
                .anyMatch(known -> known.name().equals(cache));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exchange exchange = new Exchange(request, response);
        if (!exchange.path().equals("/invalidate")) {
            exchange.sendNotFound("There is no such form.");
            return;
        }
        String refusal = forms.refusal(request);
        if (refusal != null) {
            logRefusal(exchange, refusal);
            exchange.sendRefusal(
                    HttpServletResponse.SC_FORBIDDEN,
                    "Nothing was invalidated",
                    "The reason: " + refusal + ". Reload the page and try again.");
            return;
        }
        String cache = request.getParameter("cache");
        String scope = request.getParameter("scope");
        boolean all = "true".equals(request.getParameter("all"));
        if (all == (cache != null) || (scope != null && (all || scope.isBlank()))) {
            logRefusal(exchange, "the form names neither one cache, nor a scope of it, nor all");
            exchange.sendRefusal(
                    HttpServletResponse.SC_BAD_REQUEST,
                    "Nothing was invalidated",
                    "The form must name one cache, a scope of one, or all.");
            return;
        }
        Invalidator invalidator = runtime.engine().invalidator();
        if (cache == null) {
            invalidate(exchange, "all caches", () -> invalidator.invalidateAll(PLACE, exchange.user()));
        } else if (scope == null) {
            invalidate(
                    exchange,
                    "the cache '" + cache + "'",
                    () -> invalidator.invalidate(
                            Targets.whole(CacheNames.sorted(List.of(cache))), PLACE, exchange.user()));
        } else {
            Targets targets = Targets.of(Set.of(), Set.of(Scope.of(cache, scope.strip())));
            invalidate(
                    exchange,
                    "the scope '" + scope.strip() + "' of the cache '" + cache + "'",
                    () -> invalidator.invalidate(targets, PLACE, exchange.user()));
        }
    }

    private void invalidate(Exchange exchange, String what, Runnable action) throws IOException {
        String address = exchange.request().getRemoteAddr();
        try {
            action.run();
        } catch (UnknownCacheException e) {
            logRefusal(exchange, "there is no such cache");
            exchange.sendNotFound(String.valueOf(e.getMessage()));
            return;
        } catch (RuntimeException e) {
            String message = PageMessages.operatorFailed(exchange.user(), address, what, e);
            warnings.limited(System.Logger.Level.ERROR, exchange.user() + what, message, e);
            exchange.sendRefusal(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "Invalidation failed", message);
            return;
        }
        LOG.log(System.Logger.Level.INFO, PageMessages.invalidatedByOperator(exchange.user(), address, what));
        forms.notice(exchange.request(), "Invalidated: " + what + ".");
        exchange.redirectToCaches();
    }

    private void logRefusal(Exchange exchange, String reason) {
        String message =
                PageMessages.operatorRefused(exchange.user(), exchange.request().getRemoteAddr(), reason);
        warnings.limited(System.Logger.Level.WARNING, message, message, null);
    }
}
