package org.cacheversions.internal.core.call;

import org.jspecify.annotations.Nullable;

/** Finds the context of the request that the calling thread serves. Thread-safe. */
public interface CurrentRequest {

    /** Returns that context, or {@code null} if the thread serves no request, or one that the filter has not seen. */
    @Nullable
    VersionContext context();
}
