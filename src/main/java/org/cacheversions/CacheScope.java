package org.cacheversions;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameters that make up the {@linkplain Scope scope} of a call.
 *
 * <pre>{@code
 * @VersionedCache("permissions")
 * public Permissions of(@CacheScope long userId) { ... }
 *
 * @Transactional
 * @InvalidatesCache("permissions")
 * public void grant(@CacheScope long userId, Role role) { ... }
 * }</pre>
 *
 * <p>An entry of a {@link VersionedCache} method with such a parameter depends only on the invalidations of its scope and
 * of the whole cache. An {@link InvalidatesCache} method with such a parameter invalidates this scope, and the entries of
 * methods without a scope, which depend on every scope of the cache.
 *
 * <p>Several such parameters make up one scope, in their order. Deployment fails if a parameter has a type that cannot
 * be a component of a scope, if it names a cache that the method does not, or if two methods disagree about the number
 * of components of a cache. A method with a {@code null} argument for such a parameter invalidates the whole cache; a
 * cached method with one is not cached.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface CacheScope {

    /** The caches that the parameter is for. If empty, the default, it is for each cache of the method. */
    String[] value() default {};
}
