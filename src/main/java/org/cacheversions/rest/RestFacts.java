package org.cacheversions.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.cacheversions.internal.core.call.RequestFacts;
import org.jspecify.annotations.Nullable;

/** A request of Jakarta REST without a servlet container, so without sessions. Used by the thread of the request. */
record RestFacts(ContainerRequestContext request, String revision) implements RequestFacts {

    @Override
    public boolean isRead() {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    @Override
    public List<String> header(String name) {
        return request.getHeaders().getOrDefault(name, List.of());
    }

    @Override
    public @Nullable String user() {
        Principal user = request.getSecurityContext().getUserPrincipal();
        return user == null ? null : user.getName();
    }

    @Override
    public @Nullable String session() {
        return null;
    }

    @Override
    public boolean hasNewSession() {
        return false;
    }

    @Override
    public Instant time() {
        return Instant.now();
    }
}
