package org.cacheversions;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Makes the key of an entry from the arguments of a {@link VersionedCache} method.
 *
 * <pre>{@code
 * public class LowerCase implements CacheKeyGenerator {
 *     @Override
 *     public Object generate(Method method, Object[] arguments) {
 *         return ((String) arguments[0]).toLowerCase(Locale.ROOT);
 *     }
 * }
 *
 * @VersionedCache(value = "users", keyGenerator = LowerCase.class)
 * public Optional<User> findUser(String name) { ... }
 * }</pre>
 *
 * <p>If the class is a CDI bean, that bean is used. Otherwise the library creates one instance for each method with the
 * constructor without parameters, which need not be public. If it cannot, the deployment fails with
 * {@link InvalidConfigurationException}.
 *
 * <p>Implementations must be thread-safe.
 */
@FunctionalInterface
public interface CacheKeyGenerator {

    /**
     * Returns the key. Equal keys mean the same entry, so the key must contain every argument that can change the
     * result. It need not contain the method, since entries of different methods are separate.
     *
     * <p>The key must compare with {@code equals} and {@code hashCode} by content and must not change later; an array
     * is compared by content. A store that nodes share takes only keys of common JDK types, arrays, collections and
     * records of these; entries with other keys stay on the heap of the node.
     *
     * <p>Called for each call of the method, so it should be fast. An exception reaches the caller, and the method is
     * not called.
     *
     * @param method the cached method
     * @param arguments all arguments of the call; must not be changed
     */
    Object generate(Method method, @Nullable Object[] arguments);
}
