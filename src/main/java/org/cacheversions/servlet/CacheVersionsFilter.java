package org.cacheversions.servlet;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.cdi.RequestVersions;
import org.cacheversions.internal.core.call.RequestFacts;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.internal.jpa.EntityInvalidation;
import org.jspecify.annotations.Nullable;

/**
 * A servlet filter that pins one snapshot of all versions to each request, before the request reads any data. The
 * library's {@code web-fragment.xml} declares it under the name {@code cacheVersions}. Unless the application maps it,
 * or a subclass, the library does, before all filters of {@code web.xml} and annotations. A mapping of the application
 * must be before other filters that read data:
 *
 * <pre>{@code
 * <filter-mapping>
 *   <filter-name>cacheVersions</filter-name>
 *   <url-pattern>/*</url-pattern>
 *   <dispatcher>REQUEST</dispatcher>
 *   <dispatcher>ASYNC</dispatcher>
 *   <dispatcher>ERROR</dispatcher>
 * </filter-mapping>
 * }</pre>
 *
 * <p>Error and asynchronous dispatches, forwards and includes keep the snapshot of their request. The request attribute
 * {@value #ATTRIBUTE} provides it as {@link org.cacheversions.CacheVersions}. If the versions cannot be read, the
 * request continues, and cached methods bypass the store.
 *
 * <p>The init parameter {@code excludes} names requests that need no versions, so that they cost no SELECT: static files.
 * It contains paths, prefixes and endings, separated by commas, such as {@code /favicon.ico, /static/*, *.css}. By default
 * it is empty. Cached methods may still be called in such a request: each outermost call then reads the versions itself.
 *
 * <p>Thread-safe.
 */
public class CacheVersionsFilter implements Filter {

    /** The request attribute that holds the {@link org.cacheversions.CacheVersions} of a request. */
    public static final String ATTRIBUTE = "cacheVersions";

    private static final String CONTEXT = "org.cacheversions.context";

    @Inject
    @SuppressWarnings("NullAway.Init")
    CacheRuntime runtime;

    @Inject
    @SuppressWarnings("NullAway.Init")
    RequestVersions requestVersions;

    private @Nullable VersionContexts contexts;
    private @Nullable ApplicationFiles files;
    private @Nullable ServletContext application;
    private Tracing tracing = new Tracing(false, null);
    private ExcludedPaths excluded = new ExcludedPaths(null);

    /** Called by the container. */
    public CacheVersionsFilter() {}

    /**
     * Reads the init parameter {@code excludes}.
     *
     * @throws ServletException if it contains anything but paths, prefixes and endings
     */
    @Override
    public void init(FilterConfig configuration) throws ServletException {
        try {
            application = configuration.getServletContext();
            files = new ApplicationFiles(configuration.getServletContext());
            excluded = new ExcludedPaths(configuration.getInitParameter("excludes"));
        } catch (IllegalArgumentException e) {
            throw new ServletException(e.getMessage(), e);
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        VersionContext context = (VersionContext) request.getAttribute(CONTEXT);
        if (context == null && request instanceof HttpServletRequest http && excluded.contain(http)) {
            chain.doFilter(request, response);
            return;
        }
        VersionContexts known = contexts();
        boolean first = context == null;
        if (context == null) {
            context = known.pin();
            if (request instanceof HttpServletRequest http) {
                context.facts(new ServletFacts(http, this::revision));
            }
            tracing.begin(context, request);
            request.setAttribute(CONTEXT, context);
            request.setAttribute(ATTRIBUTE, runtime.versions(context));
        }
        EntityInvalidation entities = runtime.entities();
        VersionContext previous = known.bind(context);
        ServletResponse shown = previous == null ? Tracing.shown(context, response) : response;
        try {
            chain.doFilter(request, first ? watched(known, context, shown) : shown);
        } finally {
            known.bind(previous);
            if (shown != response) {
                Tracing.end(context, request, shown, runtime.engine().figures()::lastInvalidation);
            }
            if (previous == null) {
                entities.unbindEnded();
                if (request.isAsyncStarted()) {
                    leaveScope();
                }
            }
        }
    }

    private static ServletResponse watched(VersionContexts contexts, VersionContext context, ServletResponse response) {
        RequestFacts facts = context.facts();
        return contexts.expectsTags() && facts != null && facts.isRead() && response instanceof HttpServletResponse http
                ? new CookieWatch(http, context)
                : response;
    }

    private @Nullable String revision() {
        String configured = runtime.revision();
        if (configured != null) {
            return configured;
        }
        ApplicationFiles known = files;
        return known == null ? null : known.digest(); // a subclass may not have called init
    }

    private void leaveScope() {
        try {
            requestVersions.leave();
        } catch (ContextNotActiveException e) {
            // an asynchronous dispatch, in which this server has no request scope
        }
    }

    private VersionContexts contexts() {
        VersionContexts known = contexts;
        if (known == null) {
            known = runtime.engine().contexts();
            tracing = Tracing.of(runtime.isTracing(), application);
            contexts = known;
        }
        return known;
    }
}
