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
 * Caches the result of a method of a CDI bean under the versions of the named caches.
 *
 * <pre>{@code
 * @VersionedCache("bans")
 * public Optional<Ban> findBan(long userId) { ... }
 *
 * @VersionedCache(value = {"categories", "permissions"}, ttl = "PT10M")
 * public List<Category> visible(@CacheKey long groupId, Locale unused) { ... }
 * }</pre>
 *
 * <p>The key is the method with its parameter types, its arguments (only those marked with {@link CacheKey}, if any
 * are) and the version of every named cache, as the request saw them when it began. Cached values are shared between
 * threads: treat them as immutable. An exception is never cached. {@code null} and empty optionals are cached like any
 * other value. A {@link java.util.concurrent.CompletionStage} is cached as its value, once it has completed normally.
 *
 * <p>On a class it applies to every business method that is not {@code void}; on a method it replaces that of the
 * class. It may stand on a stereotype or on an interceptor binding of one's own. As with any CDI interceptor, a call
 * from within the same object does not pass it.
 *
 * <p>A name that no row of {@code cache_version} has makes the call throw {@link UnknownCacheException}. Deployment
 * fails if the annotation stands on a {@code void} method, names no cache, or has a malformed attribute.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface VersionedCache {

    /** The caches that the result depends on: at least one; order and repetition are of no meaning. */
    @Nonbinding
    String[] value();

    /** How long an entry lives at most, as an ISO-8601 duration such as {@code PT10M}; empty for no limit. */
    @Nonbinding
    String ttl() default "";

    /** What makes the key from the arguments, in place of the arguments themselves. */
    @Nonbinding
    Class<? extends CacheKeyGenerator> keyGenerator() default CacheKeyGenerator.class;

    /** Which results not to store; {@link CacheFilter} itself stands for "none". */
    @Nonbinding
    Class<? extends CacheFilter> unless() default CacheFilter.class;

    /** Whether {@code null} and {@link java.util.Optional#empty()} are stored. */
    @Nonbinding
    boolean cacheNulls() default true;

    /**
     * How long a call waits for another thread of this node that computes the same key, before it computes for itself;
     * an ISO-8601 duration; empty for {@code cache-versions.lock-timeout}.
     */
    @Nonbinding
    String lockTimeout() default "";
}
