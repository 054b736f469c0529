package org.cacheversions.spi;

/**
 * Stores entries: on the heap of the node, or in a place that nodes share. A store may lose any entry at any time, and
 * may keep superseded entries. It never decides whether an entry is valid, since each region holds entries under one
 * set of labels. An application selects one of the library's stores with {@code cache-versions.store}.
 *
 * <p>Implementations must be thread-safe.
 */
public interface CacheStore extends AutoCloseable {

    /**
     * Opens the region for the entries of one method under one set of labels. Called when an entry of it is first
     * looked up or stored. An exception counts as a miss; the next lookup calls this method again.
     */
    EntryRegion open(RegionSpec spec);

    /** Releases all resources. Called when the application is undeployed. */
    @Override
    void close();
}
