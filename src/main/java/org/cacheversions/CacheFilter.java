package org.cacheversions;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Tells which results of a {@link VersionedCache} method are not to be stored. A CDI bean if the class is one,
 * otherwise made once by its no-argument constructor. Must be safe for use by many threads.
 */
@FunctionalInterface
public interface CacheFilter {

    /**
     * Answers {@code true} if this result is to be handed to the caller but not stored.
     *
     * @param method the method that was called
     * @param result what it returned; the value of a {@code CompletionStage}
     */
    boolean matches(Method method, @Nullable Object result);
}
