package org.cacheversions;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies an injected {@link Cache} and names the caches that its entries depend on.
 *
 * <pre>{@code
 * @Inject @CacheName({"categories", "permissions"})
 * Cache menus;
 * }</pre>
 *
 * <p>A name is a dependency: a row of the table {@code cache_version}, which invalidation gives a new version. This
 * differs from the {@code cacheName} of the JSR-107 annotations in {@code javax.cache.annotation}, such as
 * {@code @CacheResult}, and from {@code javax.cache.CacheManager.getCache}: there, a name denotes a single
 * container of entries. This library does not read those annotations. Nor is the name related to
 * {@link jakarta.persistence.Cache}, which has no names.
 *
 * <p>Deployment fails if a name is malformed.
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface CacheName {

    /** The caches that the entries depend on, at least one. Order and repetition do not matter. */
    @Nonbinding
    String[] value();
}
