package org.cacheversions.rest;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import org.cacheversions.internal.core.call.CurrentRequest;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.jspecify.annotations.Nullable;

/**
 * Pins one snapshot of all versions to each request of Jakarta REST where there is no servlet container, as in Helidon.
 * The library registers it there; an {@code Application} that lists its classes must list it, too. It does nothing in a
 * request that {@link org.cacheversions.servlet.CacheVersionsFilter} has seen, and lacks {@code @Provider}, so that
 * servers do not find it, where that filter may exclude requests. Thread-safe.
 */
@PreMatching
@Priority(Integer.MIN_VALUE) // before filters that read data; as a response filter, after all others
public final class VersionedRequests implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String CONTEXT = "org.cacheversions.context";

    /** What is left by a request that has failed, or that another thread completes, is replaced by the next one. */
    private static final ThreadLocal<@Nullable VersionContext> OWN = new ThreadLocal<>();

    private final CurrentRequest current;

    @Inject
    VersionedRequests(CurrentRequest current) {
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        VersionContexts contexts = current.contexts();
        VersionContext bound = contexts.current();
        if (bound != null && bound != OWN.get()) {
            return;
        }
        VersionContext context = contexts.pin();
        String revision = current.revision();
        if (revision != null) {
            context.facts(new RestFacts(request, revision));
        }
        contexts.bind(context);
        OWN.set(context);
        request.setProperty(CONTEXT, context);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        VersionContext bound = current.context();
        if (bound != null && bound == request.getProperty(CONTEXT)) {
            current.contexts().bind(null);
            OWN.remove();
            current.ended();
        }
    }
}
