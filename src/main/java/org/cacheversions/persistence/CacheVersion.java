package org.cacheversions.persistence;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/**
 * A row of the table {@code cache_version}: the version of one cache. List this class in {@code persistence.xml}, in
 * the unit that contains the data:
 *
 * <pre>{@code
 * <class>org.cacheversions.persistence.CacheVersion</class>
 * }</pre>
 *
 * <p>The library bypasses the caches of the persistence provider: it reads and updates rows with queries only. To
 * change a version, call {@link org.cacheversions.CacheInvalidator}. A change of the entity does not notify other nodes
 * and observers.
 *
 * <p>Not thread-safe, as any entity.
 */
@Entity
@Cacheable(false)
@Table(name = "cache_version")
public class CacheVersion {

    @Id
    @Column(name = "cache", length = 128, nullable = false)
    private String cache;

    @Column(name = "version", length = 8, nullable = false)
    private String version;

    @Column(name = "revision", nullable = false)
    private long revision;

    @Column(name = "changed_at", nullable = false)
    private LocalDateTime changedAt;

    /** Called by the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected CacheVersion() {}

    /** Creates a row. See the getters for the columns. */
    public CacheVersion(String cache, String version, long revision, LocalDateTime changedAt) {
        this.cache = cache;
        this.version = version;
        this.revision = revision;
        this.changedAt = changedAt;
    }

    /**
     * Returns the name of the cache: 1 to 128 characters of {@code [A-Za-z0-9_.-]}, or {@code *} for the row that the
     * library locks when it starts a cache or invalidates all of them.
     */
    public String getCache() {
        return cache;
    }

    /** Returns the version: 8 random characters of {@code [A-Za-z0-9]}. */
    public String getVersion() {
        return version;
    }

    /** Returns the revision, which grows by one with each invalidation. */
    public long getRevision() {
        return revision;
    }

    /** Returns when the version was last changed, in UTC, according to the clock of the node that changed it. */
    public LocalDateTime getChangedAt() {
        return changedAt;
    }
}
