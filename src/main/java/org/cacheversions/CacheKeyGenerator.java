package org.cacheversions;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Makes the key of a {@link VersionedCache} method from its arguments. A CDI bean if the class is one, otherwise made
 * once by its no-argument constructor. Must be safe for use by many threads.
 */
@FunctionalInterface
public interface CacheKeyGenerator {

    /**
     * Answers the key, unique within the method: something with {@code equals} and {@code hashCode} by content.
     *
     * @param method the method that is called
     * @param arguments all its arguments, not to be changed
     */
    Object generate(Method method, @Nullable Object[] arguments);
}
