package org.cacheversions.servlet;

import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.core.call.SnapshotVersions;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.jspecify.annotations.Nullable;

/**
 * Pins one snapshot of all versions to each request, before anything else reads data. Declared in the library's
 * {@code web-fragment.xml} under the name {@code cacheVersions}; the application maps it in its {@code web.xml}:
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
 * <p>Error and asynchronous dispatches keep the snapshot of their request; a forward or an include does not pin anew.
 * The snapshot is the request attribute {@value #ATTRIBUTE} too, of type {@link org.cacheversions.CacheVersions}. If
 * the versions can't be read the request goes on, and its cached methods compute.
 */
public class CacheVersionsFilter implements Filter {

    /** The request attribute that holds the {@link org.cacheversions.CacheVersions} of a request. */
    public static final String ATTRIBUTE = "cacheVersions";

    private static final String CONTEXT = "org.cacheversions.context";

    @Inject
    @SuppressWarnings("NullAway.Init")
    CacheRuntime runtime;

    private @Nullable VersionContexts contexts;

    /** For the container. */
    public CacheVersionsFilter() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        VersionContexts known = contexts();
        VersionContext context = (VersionContext) request.getAttribute(CONTEXT);
        if (context == null) {
            context = known.pin();
            request.setAttribute(CONTEXT, context);
            request.setAttribute(ATTRIBUTE, new SnapshotVersions(context));
        }
        VersionContext previous = known.bind(context);
        try {
            chain.doFilter(request, response);
        } finally {
            known.bind(previous);
        }
    }

    private VersionContexts contexts() {
        VersionContexts known = contexts;
        if (known == null) {
            known = runtime.engine().contexts();
            contexts = known;
        }
        return known;
    }
}
