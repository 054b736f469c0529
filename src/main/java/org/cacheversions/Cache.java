package org.cacheversions;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The programmatic form of {@link VersionedCache}: entries under keys that the caller chooses. The entries depend on
 * the caches that {@link CacheName} names at the injection point.
 *
 * <pre>{@code
 * @Inject @CacheName("settings")
 * Cache settings;
 *
 * Theme theme = settings.get("theme", () -> loadTheme());
 * }</pre>
 *
 * <p>Injection points that name the same caches share their entries, so give keys of different kinds a prefix or a
 * type of their own. Keys follow the rules of {@link VersionedCache}. Values are shared between threads: treat
 * them as immutable. {@code null} and {@link Optional#empty()} are stored like any other value. Entries live at most
 * for {@code cache-versions.cache.<name>.ttl}, the shortest of several caches, and within the limits of the store.
 *
 * <p>A store outside the heap ({@code redis}, {@code near} or {@code jcache}) can keep values only if their type is
 * declared. Use {@link #of(Class)} or {@link #of(Type)} for them; otherwise each node keeps its own entries on its heap:
 *
 * <pre>{@code
 * Ban ban = bans.of(Ban.class).get(userId, () -> findBan(userId));
 * }</pre>
 *
 * <p>An injected cache can be serialised, so it may be a field of a passivating bean.
 *
 * <p>Two other types of this name have a different purpose. {@link jakarta.persistence.Cache} controls the second-level
 * cache of entities in a persistence unit. A {@code javax.cache.Cache} (JSR-107) is a named container: a map whose
 * entries are listed, replaced and removed. Here, the name is not a container but a dependency. Entries cannot be
 * removed one by one; {@link CacheInvalidator} invalidates all entries that depend on a cache, whatever store they are
 * in.
 *
 * <p>With {@code cache-versions.enabled=false}, {@link #get} always calls the loader, {@link #getIfPresent} returns
 * nothing, and {@link #put} does nothing.
 *
 * <p>Thread-safe.
 */
public interface Cache {

    /**
     * Returns this cache for values of one class, which stores outside the heap can keep, under the rules for the return
     * type of a {@link VersionedCache} method. Caches of different types share no entries, even under the same key.
     */
    Cache of(Class<?> type);

    /**
     * Does the same for a generic type, such as
     * {@code new TypeLiteral<List<Ban>>() {}.getType()} with {@code jakarta.enterprise.util.TypeLiteral}.
     *
     * @throws IllegalArgumentException if the type contains a type variable
     */
    Cache of(Type type);

    /**
     * Returns this cache for entries of one scope: they depend on the invalidations of this scope and of the whole cache.
     * The components are a part of the key.
     *
     * <pre>{@code
     * Permissions of = permissions.scope(userId).get("menu", () -> menuOf(userId));
     * }</pre>
     *
     * @throws IllegalArgumentException if a component has a type that {@link Scope} does not support, or if there are
     *     more or fewer components than {@link CacheScope} parameters for the cache, or than in an earlier call
     */
    Cache scope(Object first, Object... others);

    /**
     * Returns the value of this key. On a miss, calls the loader and stores its result, under the rules of
     * {@link VersionedCache}: the store is bypassed after an invalidation by the same request or if the versions cannot
     * be read, and inside a transaction the value is stored after the commit. An exception of the loader reaches the
     * caller unchanged and is not cached.
     *
     * @throws UnknownCacheException if one of the caches has no row in {@code cache_version}
     */
    <V extends @Nullable Object> V get(Object key, Supplier<V> loader);

    /**
     * Returns the value of this key if an entry exists and its value is an instance of the type. The result is empty
     * for an entry that holds {@code null}, and whenever {@link #get} would bypass the store.
     *
     * @param type the class of the value; not a primitive type
     * @throws UnknownCacheException if one of the caches has no row in {@code cache_version}
     */
    <V> Optional<V> getIfPresent(Object key, Class<V> type);

    /**
     * Stores a value that was computed within the current request. Inside a JTA transaction, the value is stored after
     * the commit.
     *
     * <p>Does nothing outside a request whose versions a
     * {@link org.cacheversions.servlet.CacheVersionsFilter CacheVersionsFilter} has pinned. The library could not know
     * there whether the value was computed before or after the versions were read, and might store old data under a new
     * version. Use {@link #get} there. For the same reason it does nothing if {@code cache-versions.guard} is set,
     * except within the load of another entry. It also does nothing where {@link #get} would bypass the store.
     *
     * @throws UnknownCacheException if one of the caches has no row in {@code cache_version}
     */
    void put(Object key, @Nullable Object value);
}
