package org.cacheversions.persistence;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/**
 * A row of the table {@code cache_node}: a node in {@code leased} coherence, which acknowledges the versions that it
 * uses. It is needed only if {@code cache-versions.lease-acknowledgements} is {@code given} or {@code awaited}. Then
 * list this class in {@code persistence.xml} beside {@link CacheVersion}:
 *
 * <pre>{@code
 * <class>org.cacheversions.persistence.CacheNode</class>
 * }</pre>
 *
 * <p>Only the library writes this table. Each node adds its own row; the row of a node that died is deleted by the
 * others after two leases. Delete a row by hand only if its node no longer runs.
 *
 * <p>Not thread-safe, as any entity.
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

    /** Called by the persistence provider. */
    @SuppressWarnings("NullAway.Init")
    protected CacheNode() {}

    /** Creates the row of a node that has not installed any versions yet. */
    public CacheNode(String node, long begun, LocalDateTime seenAt) {
        this.node = node;
        this.begun = begun;
        this.seenAt = seenAt;
    }

    /** Returns the name of the node: random, and different after each deployment. */
    public String getNode() {
        return node;
    }

    /** Returns the number of the last read of the versions that the node began, counted from 1. */
    public long getBegun() {
        return begun;
    }

    /** Returns the number of the last read whose versions requests of the node see, or 0 if there is none yet. */
    public long getInstalled() {
        return installed;
    }

    /** Returns when the last read began, in UTC, according to the clock of the node. For display only. */
    public LocalDateTime getSeenAt() {
        return seenAt;
    }
}
