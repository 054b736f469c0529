package org.cacheversions.persistence;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code cache_journal}: one {@linkplain org.cacheversions.Scope scope} that an invalidation
 * concerned. Without the table, an invalidation of a scope invalidates the whole cache. List this class in
 * {@code persistence.xml} beside {@link CacheVersion}:
 *
 * <pre>{@code
 * <class>org.cacheversions.persistence.CacheJournal</class>
 * }</pre>
 *
 * <p>Create the table with the file of the jar, {@code org/cacheversions/schema/postgresql-journal.sql} for example,
 * rather than with a provider: Hibernate orders the columns of the primary key by their types, and then a read of one
 * cache looks at records of all.
 *
 * <p>Only the library writes this table. All records of a revision may be deleted at any time: entries that were computed
 * before it are then not used any more. Never delete only some of them.
 *
 * <p>Not thread-safe, as any entity.
 */
@Entity
@Cacheable(false)
@Table(name = "cache_journal")
@IdClass(CacheJournal.Key.class)
public class CacheJournal {

    @Id
    @Column(name = "cache", length = 128, nullable = false)
    private String cache;

    @Id
    @Column(name = "revision", nullable = false)
    private long revision;

    @Id
    @Column(name = "scope", length = 65, nullable = false)
    private String scope;

    @Column(name = "version", length = 8, nullable = false)
    private String version;

    @Column(name = "changed_at", nullable = false)
    private LocalDateTime changedAt;

    /** Called by the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected CacheJournal() {}

    /** Returns the name of the cache. */
    public String getCache() {
        return cache;
    }

    /** Returns the revision that the cache got. */
    public long getRevision() {
        return revision;
    }

    /** Returns the {@linkplain org.cacheversions.Scope#text() text} of the scope. */
    public String getScope() {
        return scope;
    }

    /** Returns the version that the cache got. */
    public String getVersion() {
        return version;
    }

    /** Returns when the scope was invalidated, in UTC, according to the clock of the node. For display only. */
    public LocalDateTime getChangedAt() {
        return changedAt;
    }

    /** The primary key of a record. Not thread-safe. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String cache = "";
        private long revision;
        private String scope = "";

        /** Called by the persistence provider. */
        public Key() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && revision == that.revision
                    && cache.equals(that.cache)
                    && scope.equals(that.scope);
        }

        @Override
        public int hashCode() {
            return 31 * cache.hashCode() + Long.hashCode(revision) + scope.hashCode();
        }
    }
}
