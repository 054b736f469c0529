package org.cacheversions.admin;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.cdi.CacheRuntime;

/**
 * The operator's page: what the caches of this node do, the last hour, and buttons that invalidate. It is there only if
 * the application maps it, to a path that ends in {@code /*}, and says which role a user must have:
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
 * <p>Who has not that role is answered 403, at each request. If something else keeps others out, the init parameter
 * {@code unprotected} with the value {@code true} stands in the place of {@code role}. With neither or both of them the
 * deployment fails. The same data is answered as JSON to {@code ?format=json}, and to who accepts it and not HTML.
 *
 * <p>Safe for use by many threads.
 */
public class CacheVersionsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger("org.cacheversions");
    private static final String HTML = "text/html";
    private static final String JSON = "application/json";

    /** Who does what the page says. */
    @Inject
    @SuppressWarnings({"NullAway.Init", "serial"})
    transient CacheRuntime runtime;

    @SuppressWarnings({"NullAway.Init", "serial"})
    private transient Access access;

    private final transient Forms forms = new Forms();

    /** For the container. */
    public CacheVersionsServlet() {}

    /**
     * Says what is wrong with how an application maps the page.
     *
     * @param servlets all servlets of the application
     * @return a message for each mistake; none if the page is not mapped
     */
    public static List<String> problems(Collection<? extends ServletRegistration> servlets) {
        return servlets.stream().flatMap(Access::problems).toList();
    }

    /**
     * Reads the init parameters.
     *
     * @throws ServletException if they leave it open for whom the page is
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
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin"); // with no-referrer browsers hide the origin of forms
        response.setHeader("Cache-Control", "no-store");
        if (access.allows(request) || isLayout(request)) {
            super.service(request, response);
        } else {
            if (request.getMethod().equals("POST")) {
                logRefusal(request, "the user is of another role");
            }
            send(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    HTML,
                    pages(request).refusal("Not allowed", "This page is for users of another role than yours."));
        }
    }

    /** What the refusal needs too, and which tells nothing. */
    private static boolean isLayout(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && List.of("/page.css", "/page.js").contains(path(request));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (path(request)) {
            case "/" -> caches(request, response);
            case "/confirm" -> confirm(request, response);
            case "/page.css" -> resource(response, "page.css", "text/css");
            case "/page.js" -> resource(response, "page.js", "text/javascript");
            default -> notFound(request, response, "There is no such page.");
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!path(request).equals("/invalidate")) {
            notFound(request, response, "There is no such form.");
            return;
        }
        String refusal = forms.refusal(request);
        if (refusal != null) {
            logRefusal(request, refusal);
            send(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    HTML,
                    pages(request)
                            .refusal(
                                    "Nothing was invalidated",
                                    "Because " + refusal + ". Open the page anew, and try again."));
            return;
        }
        String cache = request.getParameter("cache");
        boolean all = "true".equals(request.getParameter("all"));
        if (all == (cache != null)) {
            send(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    HTML,
                    pages(request).refusal("Nothing was invalidated", "The form must name one cache, or all."));
            return;
        }
        invalidate(request, response, all ? "all caches" : "the cache '" + cache + "'", () -> {
            if (cache == null) {
                runtime.engine().invalidator().invalidateAll();
            } else {
                runtime.engine().invalidator().invalidate(List.of(cache));
            }
        });
    }

    private static void logRefusal(HttpServletRequest request, String reason) {
        LOG.log(
                System.Logger.Level.WARNING,
                PageMessages.operatorRefused(Access.userOf(request), request.getRemoteAddr(), reason));
    }

    private void invalidate(HttpServletRequest request, HttpServletResponse response, String what, Runnable action)
            throws IOException {
        String user = Access.userOf(request);
        try {
            action.run();
        } catch (UnknownCacheException e) {
            notFound(request, response, String.valueOf(e.getMessage()));
            return;
        } catch (RuntimeException e) {
            String message = PageMessages.operatorFailed(user, request.getRemoteAddr(), what, e);
            LOG.log(System.Logger.Level.ERROR, message, e);
            send(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    HTML,
                    pages(request).refusal("It failed", message));
            return;
        }
        LOG.log(System.Logger.Level.INFO, PageMessages.invalidatedByOperator(user, request.getRemoteAddr(), what));
        forms.notice(request, "Invalidated: " + what + ".");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", base(request) + "/");
    }

    private void caches(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Vary", "Accept");
        if (wantsJson(request)) {
            send(
                    response,
                    HttpServletResponse.SC_OK,
                    JSON,
                    JsonFigures.of(runtime.engine().figures().status()));
            return;
        }
        String token = forms.token(request);
        String notice = forms.takeNotice(request);
        send(
                response,
                HttpServletResponse.SC_OK,
                HTML,
                pages(request).caches(runtime.engine().figures().status(), runtime.isEnabled(), notice, token));
    }

    private static boolean wantsJson(HttpServletRequest request) {
        String format = request.getParameter("format");
        String accepted = request.getHeader("Accept");
        return format != null
                ? format.equals("json")
                : accepted != null && accepted.contains(JSON) && !accepted.contains(HTML);
    }

    private void confirm(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String cache = request.getParameter("cache");
        boolean all = "true".equals(request.getParameter("all"));
        if (!all && cache == null) {
            notFound(request, response, "No cache was named.");
            return;
        }
        send(
                response,
                HttpServletResponse.SC_OK,
                HTML,
                pages(request)
                        .confirmation(
                                all ? "all" : "cache", all || cache == null ? "true" : cache, forms.token(request)));
    }

    private void notFound(HttpServletRequest request, HttpServletResponse response, String text) throws IOException {
        send(response, HttpServletResponse.SC_NOT_FOUND, HTML, pages(request).refusal("Not found", text));
    }

    private static void resource(HttpServletResponse response, String name, String type) throws IOException {
        try (InputStream stream = CacheVersionsServlet.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("the jar holds no " + name);
            }
            send(response, HttpServletResponse.SC_OK, type, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void send(HttpServletResponse response, int status, String type, String text) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static String path(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path == null ? "/" : path;
    }

    private static Pages pages(HttpServletRequest request) {
        return new Pages(base(request), Access.userOf(request));
    }

    private static String base(HttpServletRequest request) {
        try {
            return request.getContextPath() + new URI(null, null, request.getServletPath(), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e); // the container has matched it as a path
        }
    }
}
