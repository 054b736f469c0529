package org.cacheversions.internal.core.call;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as a later part of the application sees it, after filters that may have logged a user in.
 *
 * @param request the request as it arrived
 * @param user the name of the user, or {@code null}
 * @param session the id of the session, or {@code null}
 */
public record UserFacts(
        RequestFacts request,
        @Nullable String user,
        @Nullable String session) implements RequestFacts {

    @Override
    public boolean isRead() {
        return request.isRead();
    }

    @Override
    public List<String> header(String name) {
        return request.header(name);
    }

    @Override
    public boolean hasNewSession() {
        return request.hasNewSession();
    }

    @Override
    public String revision() {
        return request.revision();
    }

    @Override
    public Instant time() {
        return request.time();
    }
}
