package org.cacheversions.spi;

import java.util.function.Predicate;
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

    /**
     * Says that this node is about to compute an entry, unless another has. A store that many nodes share may wait here
     * for a node that is computing it, up to a bound of its own.
     *
     * @param key whose entry is about to be computed, by one thread of this node
     * @param usable tells whether the caller can do with an entry that was found
     * @return an entry that makes computing needless, or {@code null}: compute, and call {@link #release} at the end
     */
    default @Nullable CachedValue claim(EntryKey key, Predicate<CachedValue> usable) {
        CachedValue found = get(key);
        return found != null && usable.test(found) ? found : null;
    }

    /** Ends what {@link #claim} has begun, whether an entry was stored or not. */
    default void release(EntryKey key) {}

    /** Says that this node has seen newer labels: no new request will ask for these entries. */
    void passed();

    /** Answers about how many entries this node holds. */
    long size();
}
