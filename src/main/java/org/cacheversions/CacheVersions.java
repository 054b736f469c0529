package org.cacheversions;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The versions of all caches as the current request sees them: one immutable snapshot, read by one SELECT. In
 * {@code strict} coherence the SELECT began after the request arrived; in {@code bounded} and {@code leased} coherence
 * it may have begun earlier, by at most {@code cache-versions.max-age} or {@code cache-versions.lease}.
 *
 * <p>Inject it into a bean that is used within a request, or write {@code #{cacheVersions}} in the expression language.
 * On a thread that serves no request, such as one of {@code AsyncContext.start}, every method throws
 * {@link CacheVersionsException}; use the request attribute {@code cacheVersions} there. The {@link org.cacheversions.servlet.CacheVersionsFilter CacheVersionsFilter} pins the
 * snapshot when the request begins. Without the filter, the snapshot is read when the request first uses this bean.
 *
 * <pre>{@code
 * @Inject CacheVersions versions;
 *
 * byte[] page = memcached.get(versions.key("categories", groupId));
 * }</pre>
 *
 * <p>Once the request has invalidated a cache, {@link #key} returns a different key for it at each call, which no other
 * call returns. So a cache of the application's own behaves as {@link VersionedCache} does: the request neither finds
 * old entries there nor stores entries that others find. This lasts until the end of the request, or until the
 * invalidating transaction rolls back. The same holds for all caches if the versions were read while a transaction was
 * already active, since its data may be older. {@link #get} and {@link #asMap} return the versions of the snapshot in
 * any case.
 *
 * <p>Every method throws {@link VersionsUnavailableException} if the versions could not be read for this request.
 *
 * <p>Thread-safe. An injected reference is a proxy, which each thread resolves to its own request.
 */
public interface CacheVersions {

    /**
     * Returns the version of a cache: 8 random characters of {@code [A-Za-z0-9]}. Compare versions only for equality.
     * For keys use {@link #key}: over the years a version alone can occur again, and after an invalidation by the request
     * itself this is still the version from before.
     *
     * @throws UnknownCacheException if there is no such cache
     */
    String get(String cache);

    /**
     * Returns a version that differs before and after each invalidation of a scope. It may differ without one, also
     * between nodes, but stays the same during a request.
     *
     * @throws IllegalArgumentException if the scope has another number of components than others of the cache
     * @throws UnknownCacheException if there is no such cache
     */
    String get(Scope scope);

    /** Returns whether there is such a cache; {@code false} for {@code null}. */
    boolean contains(@Nullable String cache);

    /** Returns all versions by cache name, as an unmodifiable map sorted by name. */
    Map<String, String> asMap();

    /**
     * Returns a key for entries in a cache of the application's own, such as
     * {@code categories:17-Ab3dE5gH:42}. It consists of the name of the cache, its label (revision and version), and
     * the parts, separated by colons. So it changes with every invalidation. After an invalidation by the request itself
     * it is, for example, {@code categories:own-0f8fad5b-d9cb-469f-a165-70867728950e:42}, and different at each call.
     *
     * <p>Each part is converted with {@code toString}, an array as the list of its elements; colons and backslashes in it
     * are escaped, so two keys are equal only if they have equally many parts with equal texts. The length is not limited.
     *
     * @throws IllegalArgumentException if the class of a part does not override {@code toString}
     * @throws UnknownCacheException if there is no such cache
     */
    String key(String cache, @Nullable Object... parts);

    /**
     * Returns a key for entries of a scope, which changes with every invalidation of the scope and of the whole cache,
     * as {@link #get(Scope)} does. It consists of the name of the cache, the scope, the label and the parts.
     *
     * @throws IllegalArgumentException if the scope has another number of components than others of the cache, or if the
     *     class of a part does not override {@code toString}
     * @throws UnknownCacheException if there is no such cache
     */
    String key(Scope scope, @Nullable Object... parts);

    /**
     * Returns a weak {@code ETag} for a response that depends on these caches: a digest of their labels, the user, the
     * session if there is one, and the build of the application, which shows none of them. Code that sets it compares it
     * with If-None-Match itself; {@link org.cacheversions.http.VersionedResponseFilter} and
     * {@link org.cacheversions.rest.VersionedResponse} do both.
     *
     * <pre>{@code
     * versions.etag("categories", "permissions").ifPresent(tag -> response.setHeader("ETag", tag));
     * }</pre>
     *
     * @return the tag with its quotes; empty if the request has invalidated one of the caches, has used a stale value or a
     *     method with a time to live, or has called {@link #noTag()}; if a cache has no row; and outside a request of the
     *     filter
     */
    Optional<String> etag(String... caches);

    /**
     * Makes the response of this request go without a tag, for example since it contains a message that is shown once. It
     * counts for each tag of the response, whether the call comes before or after the tag is begun.
     * Has no effect if the response has been sent already.
     */
    void noTag();
}
