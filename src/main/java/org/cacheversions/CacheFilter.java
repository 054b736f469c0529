package org.cacheversions;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Decides which results of a {@link VersionedCache} method are not stored.
 *
 * <pre>{@code
 * public class EmptyList implements CacheFilter {
 *     @Override
 *     public boolean excludes(Method method, Object value) {
 *         return ((List<?>) value).isEmpty();
 *     }
 * }
 *
 * @VersionedCache(value = "bans", unless = EmptyList.class)
 * public List<Ban> bans() { ... }
 * }</pre>
 *
 * <p>If the class is a CDI bean, that bean is used. Otherwise the library creates one instance for each method with the
 * constructor without parameters, which need not be public. If it cannot, the deployment fails with
 * {@link InvalidConfigurationException}.
 *
 * <p>Implementations must be thread-safe.
 */
@FunctionalInterface
public interface CacheFilter {

    /**
     * Returns whether this value is excluded from the cache. An excluded value is still returned to the caller, and to
     * callers that wait for the same load.
     *
     * <p>Called after a load, and only for a value that would otherwise be stored; never on a hit. An exception
     * reaches the caller as if the method had thrown it. If the method returns a {@code CompletionStage}, the exception
     * only keeps the value from being stored.
     *
     * @param method the cached method
     * @param value what the method returned, or the value of its {@code CompletionStage}
     */
    boolean excludes(Method method, @Nullable Object value);
}
