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
 * Invalidates the named caches when the method returns normally, in the transaction of the method.
 *
 * <pre>{@code
 * @Transactional
 * @InvalidatesCache("bans")
 * public void ban(long userId) { ... }
 * }</pre>
 *
 * <p>The interceptor runs inside that of {@code jakarta.transaction.Transactional}, so the new versions commit or roll
 * back with the data that the method wrote. Without a transaction, the caches are invalidated in a transaction of their
 * own after the method has returned. See {@link CacheInvalidator} for what follows.
 *
 * <p>A method that throws invalidates nothing. If the transaction can still commit, as it does by default after a
 * checked exception, let the method call {@link CacheInvalidator#invalidate} before it throws.
 *
 * <p>If the method returns a {@link java.util.concurrent.CompletionStage} that has not completed yet, the caches are
 * invalidated when it completes normally, in a transaction of their own; a stage that fails invalidates nothing. The
 * caller gets a stage of its own, which completes after the invalidation. <b>This is not atomic with the work of other
 * threads</b>: between their commit and the end of the invalidation, other requests may still use old entries, and if
 * the node stops in between, the caches are not invalidated at all. To be atomic, call {@link CacheInvalidator} in the
 * transaction that writes. Deployment fails if the method returns another {@link java.util.concurrent.Future}, except an
 * asynchronous method of a session bean, or a publisher, which works when somebody subscribes to it.
 *
 * <p>On a class, the annotation applies to every business method; on a method, it replaces that of the class. It may be
 * declared on a stereotype or on another interceptor binding. On a JPA entity with
 * {@code @EntityListeners(CacheInvalidationListener.class)}, it names the caches that every persist, update and remove
 * of the entity invalidates; see {@link CacheInvalidationListener}.
 *
 * <p>Deployment fails if no cache is named, if a name is malformed, if {@link VersionedCache} applies to the same
 * method, or where the container would ignore the annotation, as with {@link VersionedCache}. A call throws {@link UnknownCacheException}, after
 * the method has run, if a cache has no row in {@code cache_version}; this rolls a surrounding transaction of
 * {@code @Transactional} back.
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface InvalidatesCache {

    /** The caches to invalidate, at least one. Order and repetition do not matter. */
    @Nonbinding
    String[] value();

    /**
     * On a JPA entity, the attribute whose value is the {@linkplain Scope scope} that is invalidated, in place of the
     * whole caches:
     *
     * <pre>{@code
     * @Entity
     * @InvalidatesCache(value = "permissions", scope = "userId")
     * @EntityListeners(CacheInvalidationListener.class)
     * public class Permission { ... }
     * }</pre>
     *
     * <p>An attribute of an embeddable is named with a path, as in {@code id.userId}. A reference to another entity stands
     * for the id of that one, which is not loaded. Several attributes make up one scope, in their order. An update
     * invalidates the scopes of the old and of the new value, and a value that is {@code null} or not known the whole
     * caches. On methods, use {@link CacheScope}.
     */
    @Nonbinding
    String[] scope() default {};
}
