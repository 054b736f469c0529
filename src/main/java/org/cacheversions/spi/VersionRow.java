package org.cacheversions.spi;

import org.jspecify.annotations.Nullable;

/**
 * The version of one cache as a row of {@code cache_version}. Two rows are equal if nothing was invalidated between
 * them: a random version alone could recur, a revision alone is used again when a database loses a commit.
 *
 * @param cache the name of the cache
 * @param revision grows by one at each invalidation
 * @param version 8 random characters
 */
public record VersionRow(String cache, long revision, String version) {

    /** Answers revision and version together, as they go into keys: {@code 17-Ab3dE5gH}. */
    public String label() {
        return revision + "-" + version;
    }

    // a record's own equals keeps its class loader reachable on JDK 17, from a constant in ObjectMethods
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VersionRow that
                && revision == that.revision
                && version.equals(that.version)
                && cache.equals(that.cache);
    }

    @Override
    public int hashCode() {
        return 31 * cache.hashCode() + version.hashCode();
    }
}
