package org.cacheversions.internal.core.call;

import org.cacheversions.internal.core.entries.CachedMethod;
import org.jspecify.annotations.Nullable;

/** Runs loads, to observe them. Thread-safe. */
@FunctionalInterface
public interface LoadObserver {

    /**
     * Runs a load, and returns or throws what it does.
     *
     * @param reason the reason of the miss, {@code bypass}, or {@code refresh} if no call waits for the load
     */
    @Nullable
    Object run(CachedMethod method, String reason, Load load) throws Exception;
}
