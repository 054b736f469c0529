package org.cacheversions.internal.core.call;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request as a later part of the application sees it, which may have logged a user in or do so yet.
 *
 * @param request the request as it arrived
 * @param name returns the name of the user at present, or {@code null}
 * @param id returns the id of the session at present, or {@code null}
 */
public record UserFacts(RequestFacts request, Supplier<@Nullable String> name, Supplier<@Nullable String> id)
        implements RequestFacts {

    @Override
    public boolean isRead() {
        return request.isRead();
    }

    @Override
    public List<String> header(String name) {
        return request.header(name);
    }

    @Override
    public @Nullable String user() {
        return name.get();
    }

    @Override
    public @Nullable String session() {
        return id.get();
    }

    @Override
    public boolean hasNewSession() {
        return request.hasNewSession();
    }

    @Override
    public @Nullable String revision() {
        return request.revision();
    }

    @Override
    public Instant time() {
        return request.time();
    }
}
