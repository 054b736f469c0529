package org.cacheversions.spi;

import org.jspecify.annotations.Nullable;

/**
 * The version of one cache: a row of the table {@code cache_version}. Two rows are equal if the cache was not
 * invalidated between the reads. The comparison needs both, because a random version can occur again, and a revision is
 * used again if the database loses a commit. Immutable and thread-safe.
 *
 * @param cache the name of the cache
 * @param revision a number that grows by one with each invalidation
 * @param version 8 random characters of {@code [A-Za-z0-9]}
 */
public record VersionRow(String cache, long revision, String version) {

    /** Returns the label that becomes part of keys: revision and version, as in {@code 17-Ab3dE5gH}. */
    public String label() {
        return revision + "-" + version;
    }

    // on JDK 17, a generated equals keeps the class loader reachable from a constant in ObjectMethods
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
