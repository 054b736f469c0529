package org.cacheversions.rest;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.cacheversions.internal.core.call.TagPolicy;

/**
 * Makes GET and HEAD return 304, without running the resource method, while nothing has changed that the response
 * depends on. Otherwise a response with status 200 gets an {@code ETag} and {@code Cache-Control}. The tag is a digest of the
 * labels of the caches, the user, the session if there is one, and the build of the application; it shows none of them.
 *
 * <pre>{@code
 * @GET
 * @Path("categories/{id}")
 * @VersionedResponse({"categories", "permissions"})
 * public Category category(@PathParam("id") long id) { … }
 *
 * @GET
 * @Path("users/{id}/permissions")
 * @VersionedResponse("permissions")
 * public Permissions permissions(@PathParam("id") @CacheScope long id) { … }
 * }</pre>
 *
 * <p>The resource must be a CDI bean or a session bean. The 304 comes after filters and interceptors that check access.
 * Unless {@code @Produces} of the method or its class names one type, the response varies with {@code Accept}.
 * There is no tag if the request has invalidated one of the caches, has used a cached method of another cache (one
 * warning names it), sets a cookie, or has called {@link org.cacheversions.CacheVersions#noTag()}, nor while a
 * transaction is active, nor if a thread other than that of the request completes the response, which may happen with a
 * {@link java.util.concurrent.CompletionStage}. Data that is read without a cached method cannot be seen: name the
 * caches that it belongs to.
 */
@InterceptorBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface VersionedResponse {

    /**
     * The caches that the response depends on. If a parameter is marked with
     * {@link org.cacheversions.CacheScope @CacheScope}, the response depends only on that scope of the cache.
     */
    @Nonbinding
    String[] value();

    /**
     * What else tells responses to one address apart: {@code user}, {@code session}, {@code none}, and names of request
     * headers such as {@code Accept-Language}. By default the user, and the session if there is one; headers are added to
     * these two unless one of the three words is there, too.
     */
    @Nonbinding
    String[] vary() default {};

    /**
     * How long a response may be used whose content depends on the time, as an ISO-8601 duration such as {@code PT5M}: at
     * the end of each such period all tags change. By default the time does not matter. A response that uses a method with
     * a time to live has a tag only if this is at most that long.
     */
    @Nonbinding
    String maxAge() default "";

    /** The header {@code Cache-Control}, unless the method has set one. */
    @Nonbinding
    String cacheControl() default TagPolicy.CACHE_CONTROL;

    /**
     * Whether the header {@code Cache-Groups} (RFC 9875) names the caches, by which a cache in front of the server can
     * remove all responses that depend on one of them. Off by default, since it shows the names.
     */
    @Nonbinding
    boolean cacheGroups() default false;
}
