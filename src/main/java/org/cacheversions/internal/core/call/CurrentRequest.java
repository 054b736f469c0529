package org.cacheversions.internal.core.call;

import org.jspecify.annotations.Nullable;

/** What an adapter of requests needs of the application whose thread calls. Thread-safe. */
public interface CurrentRequest {

    /** Returns the context, or {@code null} if the thread serves no request, or one that no filter has seen. */
    default @Nullable VersionContext context() {
        return contexts().current();
    }

    VersionContexts contexts();

    /** Returns the configured text that changes with each build of the application, or {@code null}. */
    @Nullable
    String revision();

    /** Forgets transactions that this thread has not closed, at the end of its request. */
    void ended();
}
