package org.cacheversions.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.security.Principal;
import org.cacheversions.internal.core.call.CurrentRequest;
import org.cacheversions.internal.core.call.RequestFacts;
import org.cacheversions.internal.core.call.ResponseTag;
import org.cacheversions.internal.core.call.UserFacts;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.jspecify.annotations.Nullable;

/**
 * Sends what {@link VersionedResponse} promises. Servers find this provider by its annotation; an
 * {@code Application} that lists its classes must list it, too. Thread-safe.
 */
@Provider
@Priority(Integer.MIN_VALUE + 1) // as a response filter, after others, which may set a cookie; before VersionedRequests
public final class VersionedResponses
        implements ContainerRequestFilter, ContainerResponseFilter, ExceptionMapper<NotModifiedException> {

    /** Called by the container. */
    public VersionedResponses() {}

    @Override
    public Response toResponse(NotModifiedException exception) {
        return Response.notModified().build(); // filter adds the headers
    }

    private static final String PINNED = "org.cacheversions.response";

    /**
     * The context of a request. Another thread may complete the response, even that of another request, or one on which
     * a proxy of CDI finds no application.
     */
    private record Pinned(
            VersionContexts contexts,
            VersionContext context,
            RequestFacts facts,
            @Nullable ResponseTag outer) {

        /** Returns whether this thread serves the request. On others, the server may not show it. */
        boolean isCurrent() {
            return contexts.current() == context;
        }

        /** Returns the tag of the resource; a servlet filter sets its own, once it has seen the whole response. */
        @Nullable
        ResponseTag tag() {
            ResponseTag tag = context.tag();
            return tag == outer ? null : tag;
        }
    }

    /** A filter may log a user in, before this one or later. */
    @Override
    public void filter(ContainerRequestContext request) {
        VersionContexts contexts =
                CDI.current().select(CurrentRequest.class).get().contexts();
        VersionContext context = contexts.current();
        RequestFacts facts = context == null ? null : context.facts();
        if (context != null && facts != null) {
            request.setProperty(PINNED, new Pinned(contexts, context, facts, context.tag()));
            context.facts(new UserFacts(facts, () -> user(request), facts::session));
        }
    }

    private static @Nullable String user(ContainerRequestContext request) {
        SecurityContext security = request.getSecurityContext();
        Principal user = security == null ? null : security.getUserPrincipal();
        return user == null ? null : user.getName();
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Pinned pinned = (Pinned) request.getProperty(PINNED);
        if (pinned == null || !pinned.isCurrent()) {
            return;
        }
        String user = user(request); // a servlet filter may ask when the request of Jakarta REST is over
        RequestFacts facts = new UserFacts(pinned.facts, () -> user, pinned.facts::session);
        pinned.context.facts(facts);
        ResponseTag tag = pinned.tag();
        int status = response.getStatus();
        if (tag == null || (status != 200 && status != 304)) {
            return;
        }
        MultivaluedMap<String, Object> headers = response.getHeaders();
        String value = headers.containsKey(HttpHeaders.ETAG)
                        || headers.containsKey(HttpHeaders.SET_COOKIE)
                        || !response.getCookies().isEmpty()
                        || facts.hasNewSession()
                ? null
                : tag.value();
        if (value == null) {
            return;
        }
        headers.putSingle(HttpHeaders.ETAG, value);
        if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            headers.putSingle(HttpHeaders.CACHE_CONTROL, tag.policy().cacheControl());
        }
        if (!tag.policy().vary().isEmpty()) {
            headers.add(HttpHeaders.VARY, tag.policy().vary());
        }
        if (!tag.groups().isEmpty()) {
            headers.add("Cache-Groups", tag.groups());
        }
        if (status == 200 && facts.isRead() && ResponseTag.isAny(facts.header(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(304);
            response.setEntity(null);
        }
    }
}
