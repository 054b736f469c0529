package org.cacheversions.migration;

import java.sql.SQLException;
import java.util.SortedSet;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.jdbc.CacheRows;

/**
 * Stops caches: removes their rows from the table {@code cache_version}.
 *
 * <pre>{@code
 * new StopCacheVersioning("bans").apply(connection);
 * }</pre>
 *
 * <p>A node that still uses such a cache, for example during a rolling deployment, logs one warning and bypasses it from
 * then on. Immutable.
 */
public final class StopCacheVersioning extends CacheVersioning {

    /**
     * Names the caches to stop.
     *
     * @throws IllegalArgumentException if no cache is named
     * @throws UnknownCacheException if a name is not valid
     */
    public StopCacheVersioning(String... caches) {
        this(sorted(caches), false);
    }

    StopCacheVersioning(SortedSet<String> caches, boolean ifPresent) {
        super(caches, ifPresent);
    }

    /** Returns a migration that ignores caches that are not started, where this one would fail. */
    public StopCacheVersioning ifPresent() {
        return new StopCacheVersioning(caches, true);
    }

    /** Returns the migration that undoes this one, equally strict. */
    public StartCacheVersioning reverse() {
        return new StartCacheVersioning(caches, lenient);
    }

    @Override
    boolean change(CacheRows rows, String cache) throws SQLException {
        return rows.stop(cache);
    }

    @Override
    UnknownCacheException refusal(String cache) {
        return new UnknownCacheException(MigrationMessages.notStartedBefore(cache));
    }

    @Override
    String failure(SQLException cause) {
        return MigrationMessages.notStopped(caches, cause);
    }

    @Override
    public String toString() {
        return "stop " + String.join(", ", caches);
    }
}
