package org.cacheversions.internal.core.call;

import org.jspecify.annotations.Nullable;

/** Computes the value of a cached call. */
@FunctionalInterface
public interface Load {

    /** Returns the value, or throws the exception that the caller of the cached method gets. */
    @Nullable
    Object run() throws Exception;
}
