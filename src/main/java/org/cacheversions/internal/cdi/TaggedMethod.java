package org.cacheversions.internal.cdi;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import org.cacheversions.internal.core.call.TagPolicy;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.entries.ScopeParameters;
import org.cacheversions.rest.VersionedResponse;

/**
 * A resource method with {@code @VersionedResponse}, on itself or its class.
 *
 * @param scopes the caches that the response depends on, and the parameters that make up their scopes
 */
record TaggedMethod(ScopeParameters scopes, TagPolicy policy) {

    /** Throws {@link IllegalArgumentException} if {@code vary} or {@code maxAge} is bad. */
    static TagPolicy policy(VersionedResponse response) {
        Duration maxAge = response.maxAge().isEmpty() ? null : Configuration.duration(response.maxAge());
        return TagPolicy.of(List.of(response.vary()), maxAge, response.cacheControl(), response.cacheGroups());
    }

    SortedSet<String> caches() {
        return scopes.caches();
    }
}
