package org.cacheversions;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies an injected {@link Cache} with the caches that its entries depend on.
 *
 * <pre>{@code
 * @Inject @CacheName({"categories", "permissions"})
 * Cache menus;
 * }</pre>
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD})
public @interface CacheName {

    /** The caches that the entries depend on: at least one. */
    @Nonbinding
    String[] value();
}
