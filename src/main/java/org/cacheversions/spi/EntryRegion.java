package org.cacheversions.spi;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cached method, or one injected cache, under one set of labels. An exception counts as a miss or as
 * an entry that was not stored; it never reaches the caller of the method. Implementations must be thread-safe.
 */
public interface EntryRegion {

    /** Returns the entry of this key, or {@code null} if there is none or its {@link CachedValue#end} has passed. */
    @Nullable
    CachedValue get(EntryKey key);

    /** Stores an entry. The store may drop it at any time. */
    void put(EntryKey key, CachedValue value);

    /**
     * Stores an entry, unless there is a better one. If another one is stored at the same time, either may stay.
     *
     * @param better whether an entry that is there is better
     */
    default void putUnless(EntryKey key, CachedValue value, Predicate<CachedValue> better) {
        CachedValue there = get(key);
        if (there == null || !better.test(there)) {
            put(key, value);
        }
    }

    /**
     * Removes an entry that was found to be wrong, wherever this region reads it from. Without this method, it stays until
     * another is stored in its place, or it is superseded.
     */
    default void remove(EntryKey key) {}

    /**
     * Looks for an entry once more before this node loads it. A store that nodes share may also reserve the load for
     * this node, or wait for another node that is loading the entry, for a limited time. On a node, at most one thread
     * at a time claims a key.
     *
     * @param key the key of the entry
     * @param usable whether the caller can use an entry that was found
     * @return an entry that makes the load unnecessary, or {@code null}: the caller loads the entry and then calls
     *     {@link #release}, also if this method threw an exception
     */
    default @Nullable CachedValue claim(EntryKey key, Predicate<CachedValue> usable) {
        CachedValue found = get(key);
        return found != null && usable.test(found) ? found : null;
    }

    /** Ends the load that {@link #claim} began, whether or not an entry was stored. */
    default void release(EntryKey key) {}

    /**
     * Called after this node has read newer labels. The entries are superseded: no new request will look them up, so
     * the store may free them. Requests that began before may still use this region.
     */
    void superseded();

    /** Returns the approximate number of entries that this node holds, without those in a store that nodes share. */
    long size();
}
