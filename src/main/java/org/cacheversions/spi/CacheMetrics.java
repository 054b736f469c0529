package org.cacheversions.spi;

import java.util.Set;

/**
 * A listener for the events of the cache on this node. Every CDI bean of this type is notified:
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class SlowLoads implements CacheMetrics {
 *     @Override
 *     public void loaded(String method, long nanoseconds) {
 *         if (nanoseconds > 1_000_000_000) {
 *             LOG.log(Level.INFO, "{0} took {1} ns", method, nanoseconds);
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The methods are called synchronously, {@link #hit} at each hit, so implementations must be thread-safe and fast.
 * The first exception is logged; exceptions are otherwise ignored. To export figures, read {@link CacheFigures} instead
 * of counting events.
 *
 * <p>A parameter {@code method} identifies a method as in {@code org.example.BanService.findBan(long)}, or an injected
 * cache as in {@code Cache[bans]}.
 */
public interface CacheMetrics {

    /**
     * Called once the application has been deployed.
     *
     * @param figures the statistics of this node, as live views
     */
    default void opened(CacheFigures figures) {}

    /** Called when the application is undeployed. */
    default void closed() {}

    /** Called when an entry was found. */
    default void hit(String method) {}

    /** Called when no entry was found: the method is called next, or {@code Cache.getIfPresent} returns empty. */
    default void miss(String method) {}

    /**
     * Called when a load has returned normally. A load that returns a {@code CompletionStage} ends when it has returned
     * the stage.
     *
     * @param nanoseconds the duration of the load
     */
    default void loaded(String method, long nanoseconds) {}

    /**
     * Called when a load has thrown an exception.
     *
     * @param nanoseconds the duration of the load
     */
    default void loadFailed(String method, long nanoseconds) {}

    /** Called when a load has failed and its caller is served a stale value; see {@code staleOnError}. */
    default void servedStale(String method) {}

    /**
     * Called when a call bypasses the store: because of an invalidation by the same request or transaction, unreadable
     * versions, a stopped cache, or a replica that lags behind the versions.
     */
    default void bypassed(String method) {}

    /** Called when an operation of the store failed. */
    default void storeFailed(String method) {}

    /**
     * Called when the versions were read.
     *
     * @param nanoseconds the duration of the read
     */
    default void versionsRead(long nanoseconds) {}

    /** Called when a read of the versions failed. */
    default void versionsUnavailable() {}

    /** Called when an invalidation by this node has committed, or if its outcome is unknown. */
    default void invalidated(Set<String> caches) {}
}
