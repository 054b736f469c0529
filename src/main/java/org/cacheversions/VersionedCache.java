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
 * Caches the results of a method of a CDI bean. Entries are valid under the versions that the named caches had when the
 * request began; invalidating one of the caches makes them unreachable on every node. Outside a request, the outermost
 * cached call counts as one.
 *
 * <pre>{@code
 * @VersionedCache("bans")
 * public Optional<Ban> findBan(long userId) { ... }
 *
 * @VersionedCache(value = {"categories", "permissions"}, ttl = "PT10M")
 * public List<Category> visible(@CacheKey long groupId, Locale unused) { ... }
 * }</pre>
 *
 * <p><b>Keys.</b> The key of an entry consists of the method of the bean with its parameter types, the arguments (only
 * those marked with {@link CacheKey}, if any are), and the label (revision and version) of every named cache. It is made
 * before the method is called: arrays, collections, dates and records of these are copied, so that the method and its
 * caller may change them, and compared by content. Any other argument must define {@code equals} and {@code hashCode}
 * by content and should not change. A call with an argument that is equal only to itself, such as a stream, or with a
 * proxy, such as a request-scoped bean, is not cached, and a warning is logged once.
 *
 * <p><b>Values.</b> Cached values are shared between threads: treat them as immutable. {@code null} and empty optionals
 * are cached like any other value. Of a {@link java.util.concurrent.CompletionStage}, the value is cached after the
 * stage has completed normally; until then, callers on this node share the stage, each with a copy of its own. This
 * also holds if the method declares {@link Object}, a type variable or {@link java.util.concurrent.Future}. Exceptions
 * are never cached and reach the caller unchanged.
 *
 * <p><b>Loads.</b> Outside a transaction, one thread of a node loads an entry, and the others wait for it. They get its
 * value, or the exception that it has thrown. If it takes longer than {@link #lockTimeout}, one more thread loads the
 * entry, then another after the same time, and the rest wait for whichever ends first. A load should not wait for
 * another thread that calls the method with the same key: a thread that the load has created computes at once, but one
 * of a pool waits for the load, and so the load for itself, until {@link #lockTimeout}. Inside a transaction, each
 * thread loads for itself, since its values may depend on uncommitted data; they are stored once the transaction has
 * committed. The interceptor runs outside that of {@code jakarta.transaction.Transactional}, so a hit starts no
 * transaction.
 *
 * <p><b>Bypass.</b> The method is called, and the store left alone, if the request or transaction has itself
 * invalidated one of the caches, if the versions cannot be read, or if {@code cache-versions.enabled=false}. A failure
 * of the store counts as a miss.
 *
 * <p>On a class, the annotation applies to every business method that is not {@code void}; on a method, it replaces
 * that of the class. It may be declared on a stereotype or on another interceptor binding. As with any CDI interceptor,
 * a call from within the same object is not intercepted.
 *
 * <p>A call throws {@link UnknownCacheException} if one of the caches has no row in {@code cache_version}. Deployment
 * fails if a {@code void} method has the annotation, if it names no cache or a malformed name, if an attribute is
 * invalid, or if {@link InvalidatesCache} applies to the same method.
 *
 * <p>It also fails where the container would ignore the annotation: on a private, static or final method, on a method of
 * a session bean that is not public, on an interface or its methods unless the bean repeats it, and on a type that a
 * producer creates. A call of an instance that an {@code InterceptionFactory} has created throws
 * {@link CacheVersionsException}.
 *
 * <p>All instances of a bean share the entries. Therefore, a warning is logged at deployment for a bean that may hold
 * the state of one user, unless the key is made from {@link CacheKey} parameters or by a {@link #keyGenerator()}: a
 * bean of the session, conversation or view, a stateful session bean, or a request-scoped bean with fields that are not
 * injected.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface VersionedCache {

    /** The caches that the results depend on, at least one. Order and repetition do not matter. */
    @Nonbinding
    String[] value();

    /**
     * How long an entry lives at most: an ISO-8601 duration such as {@code PT10M}. If empty, the shortest
     * {@code cache-versions.cache.<name>.ttl} of the caches applies, if there is one. Each entry expires up to 5%
     * earlier, at random, so that entries that were computed together do not expire together. The store may drop an
     * entry at any time.
     */
    @Nonbinding
    String ttl() default "";

    /** Creates the key of an entry from the arguments. By default, the arguments themselves are the key. */
    @Nonbinding
    Class<? extends CacheKeyGenerator> keyGenerator() default CacheKeyGenerator.class;

    /**
     * The filter that excludes results from being stored: with {@code unless = EmptyList.class}, a result is stored
     * unless {@code EmptyList} {@linkplain CacheFilter#excludes excludes} it. By default, no result is excluded.
     */
    @Nonbinding
    Class<? extends CacheFilter> unless() default CacheFilter.class;

    /** Whether {@code null} and {@link java.util.Optional#empty()} are stored. */
    @Nonbinding
    boolean cacheNulls() default true;

    /**
     * How long the threads of this node wait for the one that loads an entry, before one more of them loads it too: an
     * ISO-8601 duration. If empty, {@code cache-versions.lock-timeout} applies.
     */
    @Nonbinding
    String lockTimeout() default "";

    /**
     * How long an expired or invalidated value may still be served if the load throws an exception: an ISO-8601
     * duration. If empty, the default, the exception always reaches the caller.
     *
     * <p>This gives up the guarantee that no request is served a value that was invalidated before it started, and it
     * hides every exception except {@link InterruptedException}, even one that means that the data no longer exists.
     *
     * <ul>
     *   <li>Each call tries the load first.
     *   <li>An expired entry is served for this time after its end. A superseded entry, of up to eight invalidations
     *       ago, is served for this time after the node noticed the newer version. If the versions cannot be read,
     *       entries under the versions that were read last are served for this time after that read began.
     *   <li>Nothing stale is served inside a transaction, or to a request that has itself invalidated one of the
     *       caches.
     *   <li>What another cached method computes from a stale value is not stored.
     *   <li>The local store keeps such entries for this time, within {@code cache-versions.local.max-weight}.
     * </ul>
     *
     * <p>Deployment fails if the method returns a {@link java.util.concurrent.CompletionStage}.
     */
    @Nonbinding
    String staleOnError() default "";

    /**
     * How long before its end a hit causes an entry to be reloaded in the background: an ISO-8601 duration shorter than
     * the time to live. The caller gets the existing entry and does not wait. If empty, the default, entries are not
     * reloaded ahead of need.
     *
     * <p>This trades loads for waiting time: an entry may be reloaded that is never used again.
     *
     * <ul>
     *   <li>A node reloads an entry once at a time, and at most 64 entries at once.
     *   <li>The method runs on a thread of the managed executor of Jakarta Concurrency, or else on one of two threads
     *       of the library, with a request scope of its own and the arguments of the call that hit.
     *   <li>The new entry is stored under versions that were read before the method was called, so a concurrent
     *       invalidation makes it unreachable as usual. If the method throws, the old entry is used until it expires.
     * </ul>
     *
     * <p>The background call may outlast the call that caused it. Therefore, deployment fails unless the bean is
     * {@link jakarta.enterprise.context.ApplicationScoped} or {@link jakarta.inject.Singleton} and no session bean. It
     * also fails if a parameter is an array, if the method returns a {@link java.util.concurrent.CompletionStage}, or
     * if the duration is not shorter than the time to live.
     */
    @Nonbinding
    String refreshAhead() default "";

    /**
     * The classes of interceptors and decorators that a hit may skip. A hit calls none of those that
     * run inside the interceptor of this annotation, whose priority is
     * {@code Interceptor.Priority.PLATFORM_BEFORE + 180}. At deployment, a warning names those that a hit skips
     * and that are not listed here, except those of the platform for transactions and validation. Never list one that
     * checks permissions.
     */
    @Nonbinding
    Class<?>[] skips() default {};
}
