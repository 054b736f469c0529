package org.cacheversions.spi;

import org.jspecify.annotations.Nullable;

/**
 * The dependency of an entry on one scope of a cache. The entry is valid until the scope, or the whole cache, is
 * invalidated after the label. Immutable and thread-safe.
 *
 * @param label the row of the cache in the snapshot of the request that computed the entry
 * @param scope the {@linkplain org.cacheversions.Scope#text() text} of the scope
 */
public record ScopeStamp(VersionRow label, String scope) {

    // on JDK 17, a generated equals keeps the class loader reachable from a constant in ObjectMethods
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScopeStamp that && label.equals(that.label) && scope.equals(that.scope);
    }

    @Override
    public int hashCode() {
        return 31 * label.hashCode() + scope.hashCode();
    }
}
