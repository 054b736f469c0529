package org.cacheversions;

import java.util.SortedSet;

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
 * @param caches the names of the caches, sorted and unmodifiable; for {@link CacheInvalidator#invalidateAll} all caches
 *     that this node knows
 */
public record CachesInvalidated(SortedSet<String> caches) {}
