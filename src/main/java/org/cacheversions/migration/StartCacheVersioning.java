package org.cacheversions.migration;

import java.sql.SQLException;
import java.util.SortedSet;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.config.TableName;
import org.cacheversions.internal.jdbc.CacheRows;

/**
 * Starts caches: adds a row with a fresh version for each of them to the table {@code cache_version}, which must exist.
 *
 * <pre>{@code
 * new StartCacheVersioning("bans").apply(connection);
 * }</pre>
 *
 * <p>A cache that was stopped before starts with a label that it never had, so none of its old entries is used again.
 * Immutable.
 */
public final class StartCacheVersioning extends CacheVersioning {

    /**
     * Names the caches to start.
     *
     * @throws IllegalArgumentException if no cache is named
     * @throws org.cacheversions.UnknownCacheException if a name is not valid
     */
    public StartCacheVersioning(String... caches) {
        this(sorted(caches), false, TableName.DEFAULT, false);
    }

    StartCacheVersioning(SortedSet<String> caches, boolean ifAbsent, TableName table, boolean scoped) {
        super(caches, ifAbsent, table, scoped);
    }

    /** Returns a migration that ignores caches that are already started, where this one would fail. */
    public StartCacheVersioning ifAbsent() {
        return new StartCacheVersioning(caches, true, table, scoped);
    }

    /**
     * Returns a migration that does the same in a table that has another name or schema than {@code cache_version}.
     *
     * @param name the name as written in SQL, such as {@code forum.cache_version}
     * @throws IllegalArgumentException if it is anything else
     */
    public StartCacheVersioning inTable(String name) {
        return new StartCacheVersioning(caches, lenient, parsed(name), scoped);
    }

    /**
     * Returns a migration that also adds the first record of each cache to the table {@code cache_journal}, which must
     * exist in the same schema. Without it, the first invalidation of a scope is one of the whole cache.
     */
    public StartCacheVersioning withScopes() {
        return new StartCacheVersioning(caches, lenient, table, true);
    }

    /** Returns the migration that undoes this one, equally strict. */
    public StopCacheVersioning reverse() {
        return new StopCacheVersioning(caches, lenient, table, scoped);
    }

    @Override
    boolean change(CacheRows rows, String cache) throws SQLException {
        return rows.start(cache);
    }

    @Override
    void journal(CacheRows rows, String cache, boolean changed) throws SQLException {
        if (changed) {
            rows.forget(cache); // the records of an earlier life may have the revisions that the cache will get
        }
        rows.record(cache);
    }

    @Override
    CacheVersionsException refusal(String cache) {
        return new CacheVersionsException(MigrationMessages.startedAlready(cache));
    }

    @Override
    String failure(SQLException cause) {
        return MigrationMessages.notStarted(caches, cause);
    }

    @Override
    public String toString() {
        return "start " + String.join(", ", caches);
    }
}
