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

    /**
     * How long an entry lives at most, as an ISO-8601 duration such as {@code PT10M}; empty for
     * {@code cache-versions.cache.<name>.ttl} of its caches, else no limit. Up to 5% of it are left to chance, so that
     * entries of one moment do not end together.
     */
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

    /**
     * For how long a value is served that has passed, where the load throws an exception: the entry whose time to live
     * is over, or the one under the labels before (of up to eight invalidations back). An ISO-8601 duration, counted
     * from the end of the entry, or from when this node has seen the newer labels; empty, the default, for never. If
     * the versions can't be read, what was read last serves as well, from the last read on. This gives up the guarantee
     * that nobody is served what was invalidated before his request: that is what it trades for an answer. It hides any
     * exception, also one that says that there is nothing any more. Never served to a request that has itself
     * invalidated one of the caches, nor inside a transaction. Each call still tries the load first. Entries that pass
     * stay in memory for that long, within {@code cache-versions.local.max-weight}. Not for methods that return a
     * {@link java.util.concurrent.CompletionStage}.
     */
    @Nonbinding
    String staleOnError() default "";

    /**
     * How long before its time to live is over an entry that is found has the method called in the background, by one
     * thread for each key and node, so that callers need not wait for it; an ISO-8601 duration, shorter than the time
     * to live; empty, the default, for never. The caller gets the entry that is there. It trades loads for waiting: the
     * last caller of an entry costs a load that nobody may need. The load runs on a thread of Jakarta Concurrency's
     * managed executor where there is one, with a request scope of its own, the arguments of the call that has found
     * the entry (arrays are not allowed), and labels that are read before it: an invalidation in between ends that
     * entry as any other. If it throws, the entry serves until its end. Since the call that has begun it has ended, the
     * bean must be {@link jakarta.enterprise.context.ApplicationScoped} or {@link jakarta.inject.Singleton}, and no
     * session bean; deployment fails otherwise. Not for methods that return a
     * {@link java.util.concurrent.CompletionStage}.
     */
    @Nonbinding
    String refreshAhead() default "";
}
