package org.cacheversions.migration;

import java.sql.SQLException;
import java.util.SortedSet;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.config.TableName;
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
        this(sorted(caches), false, TableName.DEFAULT, false);
    }

    StopCacheVersioning(SortedSet<String> caches, boolean ifPresent, TableName table, boolean scoped) {
        super(caches, ifPresent, table, scoped);
    }

    /** Returns a migration that ignores caches that are not started, where this one would fail. */
    public StopCacheVersioning ifPresent() {
        return new StopCacheVersioning(caches, true, table, scoped);
    }

    /**
     * Returns a migration that does the same in a table that has another name or schema than {@code cache_version}.
     *
     * @param name the name as written in SQL, such as {@code forum.cache_version}
     * @throws IllegalArgumentException if it is anything else
     */
    public StopCacheVersioning inTable(String name) {
        return new StopCacheVersioning(caches, lenient, parsed(name), scoped);
    }

    /**
     * Returns a migration that also removes the records of the caches from the table {@code cache_journal}, which must
     * exist in the same schema.
     */
    public StopCacheVersioning withScopes() {
        return new StopCacheVersioning(caches, lenient, table, true);
    }

    /** Returns the migration that undoes this one, equally strict. */
    public StartCacheVersioning reverse() {
        return new StartCacheVersioning(caches, lenient, table, scoped);
    }

    @Override
    boolean change(CacheRows rows, String cache) throws SQLException {
        return rows.stop(cache);
    }

    @Override
    void journal(CacheRows rows, String cache, boolean changed) throws SQLException {
        rows.forget(cache);
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
