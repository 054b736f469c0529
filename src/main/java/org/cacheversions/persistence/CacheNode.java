package org.cacheversions.persistence;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/**
 * A row of the table {@code cache_node}: a node that reads by lease and acknowledges what it has installed. Needed only
 * if {@code cache-versions.lease-acknowledgements} is set; then name this class in {@code persistence.xml} beside
 * {@link CacheVersion}:
 *
 * <pre>{@code
 * <class>org.cacheversions.persistence.CacheNode</class>
 * }</pre>
 *
 * <p>The library alone writes it. A row may be deleted by hand only if its node is gone.
 */
@Entity
@Cacheable(false)
@Table(name = "cache_node")
public class CacheNode {

    @Id
    @Column(name = "node", length = 36, nullable = false)
    private String node;

    @Column(name = "begun", nullable = false)
    private long begun;

    @Column(name = "installed", nullable = false)
    private long installed;

    @Column(name = "seen_at", nullable = false)
    private LocalDateTime seenAt;

    /** For the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected CacheNode() {}

    /** Makes the row of a node that has installed nothing yet. */
    public CacheNode(String node, long begun, LocalDateTime seenAt) {
        this.node = node;
        this.begun = begun;
        this.seenAt = seenAt;
    }

    /** A random name, another one each time that the application is deployed. */
    public String getNode() {
        return node;
    }

    /** The number of the last read of the versions that the node has begun. */
    public long getBegun() {
        return begun;
    }

    /** The number of the last read of the versions that the node has installed. */
    public long getInstalled() {
        return installed;
    }

    /** When the last read began, in UTC by the clock of the node; for people only. */
    public LocalDateTime getSeenAt() {
        return seenAt;
    }
}
