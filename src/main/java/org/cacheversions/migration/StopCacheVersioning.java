package org.cacheversions.migration;

import java.sql.Connection;
import java.util.Arrays;
import java.util.SortedSet;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.jdbc.CacheRows;

/**
 * Stops caches: removes their rows from the table {@code cache_version}.
 *
 * <pre>{@code
 * new StopCacheVersioning("bans").apply(connection);
 * }</pre>
 *
 * <p>A node that still uses such a cache, as in a rolling deployment, computes what depends on it, says so once in its
 * log, and goes on. Immutable.
 */
public final class StopCacheVersioning {

    private final SortedSet<String> caches;
    private final boolean ifPresent;

    /**
     * Names the caches to stop.
     *
     * @throws IllegalArgumentException if none is named
     * @throws UnknownCacheException if a cache can't be named so
     */
    public StopCacheVersioning(String... caches) {
        this(CacheNames.sorted(Arrays.asList(caches)), false);
    }

    StopCacheVersioning(SortedSet<String> caches, boolean ifPresent) {
        this.caches = caches;
        this.ifPresent = ifPresent;
    }

    /** Answers a migration that passes a cache by which is not started, where this one would fail. */
    public StopCacheVersioning ifPresent() {
        return new StopCacheVersioning(caches, true);
    }

    /** Answers what undoes this, and is as strict. */
    public StartCacheVersioning reverse() {
        return new StartCacheVersioning(caches, ifPresent);
    }

    /** Answers the names of the caches; sorted, unmodifiable. */
    public SortedSet<String> caches() {
        return caches;
    }

    /**
     * Stops the caches in the transaction of this connection, which the caller commits; if the connection commits
     * automatically, in a transaction of its own.
     *
     * @return the names of the caches that were started before; sorted, unmodifiable
     * @throws UnknownCacheException if one was not, unless {@link #ifPresent()}; nothing is committed then
     * @throws org.cacheversions.CacheVersionsException if the database refuses; nothing is committed then
     */
    public SortedSet<String> apply(Connection connection) {
        return Changes.apply(
                connection,
                caches,
                CacheRows::stop,
                cache -> {
                    if (!ifPresent) {
                        throw new UnknownCacheException(MigrationMessages.notStartedBefore(cache));
                    }
                },
                MigrationMessages::notStopped);
    }

    @Override
    public String toString() {
        return "stop " + String.join(", ", caches);
    }
}
