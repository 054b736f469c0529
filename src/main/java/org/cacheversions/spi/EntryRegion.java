package org.cacheversions.spi;

import org.jspecify.annotations.Nullable;

/**
 * The entries of one method under one set of labels. Must be safe for use by many threads. What it throws counts as a
 * miss, or as an entry that was not stored.
 */
public interface EntryRegion {

    /** Answers the entry of this key, or {@code null}. */
    @Nullable
    CachedValue get(EntryKey key);

    /** Stores an entry; the store may drop it. */
    void put(EntryKey key, CachedValue value);

    /** Says that this node has seen newer labels: no new request will ask for these entries. */
    void passed();

    /** Answers about how many entries this node holds. */
    long size();
}
