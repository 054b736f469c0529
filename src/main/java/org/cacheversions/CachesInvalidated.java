package org.cacheversions;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A CDI event that is fired after a transaction of this node that invalidated caches has committed, or if its outcome
 * is unknown. Invalidations by other nodes do not fire it.
 *
 * <pre>{@code
 * void log(@Observes CachesInvalidated event) { ... }
 * }</pre>
 *
 * <p>The event is fired synchronously, so observers with {@code @ObservesAsync} are not notified. Inside a JTA
 * transaction, it is fired from the callback after completion: an observer must not use resources of that transaction.
 * An exception of an observer is logged and does not affect the transaction.
 *
 * <p>Thread-safe.
 *
 * @param scopes the names of the caches, each with the {@linkplain Scope#text() texts} of the scopes that were
 *     invalidated, or with an empty set for the whole cache; sorted and unmodifiable. For
 *     {@link CacheInvalidator#invalidateAll} all caches that this node knows
 */
public record CachesInvalidated(SortedMap<String, Set<String>> scopes) {

    public CachesInvalidated {
        scopes = Collections.unmodifiableSortedMap(new TreeMap<>(scopes));
    }

    /** Returns the names of the caches, whether invalidated as a whole or in part; sorted and unmodifiable. */
    public SortedSet<String> caches() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(scopes.keySet()));
    }
}
