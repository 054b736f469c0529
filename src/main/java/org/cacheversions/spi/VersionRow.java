package org.cacheversions.spi;

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
}
