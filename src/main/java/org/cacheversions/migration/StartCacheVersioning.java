package org.cacheversions.migration;

import java.sql.Connection;
import java.util.Arrays;
import java.util.SortedSet;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.jdbc.CacheRows;

/**
 * Starts caches: adds a row with a fresh version for each to the table {@code cache_version}, which must exist.
 *
 * <pre>{@code
 * new StartCacheVersioning("bans").apply(connection);
 * }</pre>
 *
 * <p>A cache that was stopped before begins with a label that was never used, so none of its old entries is used
 * again. Immutable.
 */
public final class StartCacheVersioning {

    private final SortedSet<String> caches;
    private final boolean ifAbsent;

    /**
     * Names the caches to start.
     *
     * @throws IllegalArgumentException if none is named
     * @throws org.cacheversions.UnknownCacheException if a cache can't be named so
     */
    public StartCacheVersioning(String... caches) {
        this(CacheNames.sorted(Arrays.asList(caches)), false);
    }

    StartCacheVersioning(SortedSet<String> caches, boolean ifAbsent) {
        this.caches = caches;
        this.ifAbsent = ifAbsent;
    }

    /** Answers a migration that leaves a cache alone which is started already, where this one would fail. */
    public StartCacheVersioning ifAbsent() {
        return new StartCacheVersioning(caches, true);
    }

    /** Answers what undoes this, and is as strict. */
    public StopCacheVersioning reverse() {
        return new StopCacheVersioning(caches, ifAbsent);
    }

    /** Answers the names of the caches; sorted, unmodifiable. */
    public SortedSet<String> caches() {
        return caches;
    }

    /**
     * Starts the caches in the transaction of this connection, which the caller commits; if the connection commits
     * automatically, in a transaction of its own.
     *
     * @return the names of the caches that were not started before; sorted, unmodifiable
     * @throws CacheVersionsException if one was, unless {@link #ifAbsent()}, or if the database refuses; nothing is
     *     committed then
     */
    public SortedSet<String> apply(Connection connection) {
        return Changes.apply(
                connection,
                caches,
                CacheRows::start,
                cache -> {
                    if (!ifAbsent) {
                        throw new CacheVersionsException(MigrationMessages.startedAlready(cache));
                    }
                },
                MigrationMessages::notStarted);
    }

    @Override
    public String toString() {
        return "start " + String.join(", ", caches);
    }
}
