package org.cacheversions.persistence;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/**
 * A row of the table {@code cache_version}. Name this class in the {@code persistence.xml} of the unit that holds the
 * data:
 *
 * <pre>{@code
 * <class>org.cacheversions.persistence.CacheVersion</class>
 * }</pre>
 *
 * <p>The library reads and writes it by queries only, past every cache of the persistence provider. Use
 * {@link org.cacheversions.CacheInvalidator} to change a version; an entity changed by hand is not announced.
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

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected CacheVersion() {}

    /** Makes a row. */
    public CacheVersion(String cache, String version, long revision, LocalDateTime changedAt) {
        this.cache = cache;
        this.version = version;
        this.revision = revision;
        this.changedAt = changedAt;
    }

    /** The name of the cache. */
    public String getCache() {
        return cache;
    }

    /** 8 random characters. */
    public String getVersion() {
        return version;
    }

    /** Grows by one at each invalidation. */
    public long getRevision() {
        return revision;
    }

    /** When the version was last changed, in UTC by the clock of the node that changed it. */
    public LocalDateTime getChangedAt() {
        return changedAt;
    }
}
