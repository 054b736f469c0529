package org.cacheversions;

import java.util.SortedSet;

/**
 * CDI event: a transaction of this node that invalidated caches has committed, or its outcome is not known.
 *
 * <pre>{@code
 * void log(@Observes CachesInvalidated event) { ... }
 * }</pre>
 *
 * <p>It is fired from the completion of the transaction: an observer must not use that transaction's resources.
 *
 * @param caches the names of the caches, sorted, unmodifiable
 */
public record CachesInvalidated(SortedSet<String> caches) {}
