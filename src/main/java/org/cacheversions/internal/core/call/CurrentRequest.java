package org.cacheversions.internal.core.call;

import org.jspecify.annotations.Nullable;

/** Finds the context of the request that the calling thread serves. Thread-safe. */
public interface CurrentRequest {

    /** Returns {@code null} if the thread serves none, or one that the filter has not seen. */
    @Nullable
    VersionContext context();
}
