package org.cacheversions;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Invalidates the named caches when the method returns, in the transaction that the method runs in.
 *
 * <pre>{@code
 * @Transactional
 * @InvalidatesCache("bans")
 * public void ban(long userId) { ... }
 * }</pre>
 *
 * <p>It runs inside {@code jakarta.transaction.Transactional}, so the new versions commit or roll back with what the
 * method wrote. Without a transaction the caches are invalidated in one of their own, after the method has returned.
 *
 * <p>A method that throws invalidates nothing. If such a method can still commit (a checked exception does, by
 * default), let it call {@link CacheInvalidator#invalidate} itself before it throws.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface InvalidatesCache {

    /** The caches to invalidate: at least one. */
    @Nonbinding
    String[] value();
}
