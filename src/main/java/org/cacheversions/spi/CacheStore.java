package org.cacheversions.spi;

/**
 * Where entries live. A store may lose any entry at any time and may keep garbage; it never decides what is valid,
 * since every region stands for one set of labels. Must be safe for use by many threads.
 */
public interface CacheStore extends AutoCloseable {

    /** Opens the place for the entries of one method under one set of labels. Called once for each such set. */
    EntryRegion open(RegionSpec spec);

    /** Frees what the store holds. */
    @Override
    void close();
}
