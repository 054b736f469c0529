package org.cacheversions.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.cacheversions.internal.core.call.RequestFacts;
import org.jspecify.annotations.Nullable;

/** The request of a servlet. Used by the thread of the request. */
record ServletFacts(HttpServletRequest request, Supplier<@Nullable String> build) implements RequestFacts {

    @Override
    public boolean isRead() {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    @Override
    public List<String> header(String name) {
        return Collections.list(request.getHeaders(name));
    }

    @Override
    public @Nullable String user() {
        return request.getRemoteUser();
    }

    @Override
    public @Nullable String session() {
        HttpSession session = request.getSession(false);
        return session == null ? null : session.getId();
    }

    @Override
    public boolean hasNewSession() {
        HttpSession session = request.getSession(false);
        return session != null && session.isNew();
    }

    @Override
    public @Nullable String revision() {
        return build.get();
    }

    @Override
    public Instant time() {
        return Instant.now();
    }
}
