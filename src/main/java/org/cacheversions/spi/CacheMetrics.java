package org.cacheversions.spi;

import java.util.Set;

/**
 * Is told what happens in the cache. Every CDI bean of this type is. Must be safe for use by many threads, must be
 * fast, since hits are reported in the calling thread; what it throws is logged once and otherwise ignored.
 *
 * <p>A {@code method} is identified as in {@code org.example.BanService.findBan(long)}.
 */
public interface CacheMetrics {

    /**
     * The application was deployed: what is counted can be looked at from now on, in place of counting what is told by
     * the methods below.
     */
    default void opened(CacheFigures figures) {}

    /** The application is undeployed: nothing is told any more. */
    default void closed() {}

    /** An entry was found. */
    default void hit(String method) {}

    /** No entry was found: the method is called, or {@code Cache.getIfPresent} answers that there is none. */
    default void miss(String method) {}

    /** The method has returned normally, after so many nanoseconds. */
    default void loaded(String method, long nanoseconds) {}

    /** The method has thrown, after so many nanoseconds. */
    default void loadFailed(String method, long nanoseconds) {}

    /** The method has thrown, and its caller was given a value that has passed: see {@code staleOnError}. */
    default void servedStale(String method) {}

    /** The method is called and the store left alone: own invalidation, or versions that could not be read. */
    default void bypassed(String method) {}

    /** The store failed to answer or to take an entry. */
    default void storeFailed(String method) {}

    /** The versions were read, in so many nanoseconds. */
    default void versionsRead(long nanoseconds) {}

    /** The versions could not be read. */
    default void versionsUnavailable() {}

    /** This node has invalidated these caches, and committed. */
    default void invalidated(Set<String> caches) {}
}
