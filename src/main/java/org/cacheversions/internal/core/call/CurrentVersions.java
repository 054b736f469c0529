package org.cacheversions.internal.core.call;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cacheversions.CacheVersions;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The versions of the request that the calling thread serves, whichever request's scope the container has left active
 * on it. Thread-safe.
 */
public final class CurrentVersions implements CacheVersions {

    private final VersionContexts contexts;
    private final Function<VersionContext, CacheVersions> bound;
    private final Supplier<@Nullable CacheVersions> unbound;

    /**
     * Creates it.
     *
     * @param bound returns the versions of a request
     * @param unbound returns the versions of a request that the filter has not seen, or {@code null} without a request
     */
    public CurrentVersions(
            VersionContexts contexts,
            Function<VersionContext, CacheVersions> bound,
            Supplier<@Nullable CacheVersions> unbound) {
        this.contexts = contexts;
        this.bound = bound;
        this.unbound = unbound;
    }

    private CacheVersions current() {
        VersionContext context = contexts.current();
        if (context != null) {
            return bound.apply(context);
        }
        CacheVersions versions = unbound.get();
        if (versions == null) {
            throw new CacheVersionsException(CallMessages.noRequest());
        }
        return versions;
    }

    @Override
    public String get(String cache) {
        return current().get(cache);
    }

    @Override
    public String get(Scope scope) {
        return current().get(scope);
    }

    @Override
    public boolean contains(@Nullable String cache) {
        return current().contains(cache);
    }

    @Override
    public Map<String, String> asMap() {
        return current().asMap();
    }

    @Override
    public String key(String cache, @Nullable Object... parts) {
        return current().key(cache, parts);
    }

    @Override
    public String key(Scope scope, @Nullable Object... parts) {
        return current().key(scope, parts);
    }

    @Override
    public Optional<String> etag(String... caches) {
        return current().etag(caches);
    }

    @Override
    public void noTag() {
        current().noTag();
    }

    @Override
    public String toString() {
        return current().toString();
    }
}
