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
 * A servlet filter that pins one snapshot of all versions to each request, before the request reads any data. The
 * library's {@code web-fragment.xml} declares it under the name {@code cacheVersions} and does not map it; the
 * application does so in its {@code web.xml}, before other filters that read data:
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
 * <p>Thread-safe.
 */
public class CacheVersionsFilter implements Filter {

    /** The request attribute that holds the {@link org.cacheversions.CacheVersions} of a request. */
    public static final String ATTRIBUTE = "cacheVersions";

    private static final String CONTEXT = "org.cacheversions.context";

    @Inject
    @SuppressWarnings("NullAway.Init")
    CacheRuntime runtime;

    private @Nullable VersionContexts contexts;

    /** Called by the container. */
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
