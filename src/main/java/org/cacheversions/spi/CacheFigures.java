package org.cacheversions.spi;

import java.util.List;
import java.util.SortedSet;

/**
 * The statistics of this node since the application was deployed. All objects are live views: each call returns the
 * current figure, and figures of the same method may be inconsistent with each other for a moment. Inject it, or take
 * it from {@link CacheMetrics#opened}.
 *
 * <pre>{@code
 * @Inject CacheFigures figures;
 *
 * long hits = figures.methods().stream().mapToLong(CacheFigures.Counters::hits).sum();
 * }</pre>
 *
 * <p>Only {@link #canReadVersions} uses the database. Thread-safe.
 */
public interface CacheFigures {

    /** Returns the statistics of all cached methods and injected caches. */
    List<OfMethod> methods();

    /** Returns the statistics of all caches that a method or an injected cache depends on, sorted by name. */
    List<OfCache> caches();

    /** Returns the nanoseconds since the last successful read of the versions began, or -1 if there was none. */
    long versionsAgeNanos();

    /** Returns whether the versions can be read. Waits for a SELECT, which is shared with concurrent requests. */
    boolean canReadVersions();

    /** Counters of a cached method, of an injected cache, or of all that depend on a cache. */
    interface Counters {

        /** Returns the approximate number of entries that this node holds. */
        long entries();

        /** Returns how many lookups found an entry. */
        long hits();

        /** Returns how many lookups found none. */
        long misses();

        /** Returns how many of them had this reason. */
        long misses(MissReason reason);

        /**
         * Returns how many entries differed from what the method returned when it was run again
         * ({@code cache-versions.verify}).
         */
        long differences();

        /** Returns how many loads have ended, normally or with an exception, including those of bypasses. */
        long loads();

        /** Returns the total duration of these loads in nanoseconds. */
        long loadNanos();

        /** Returns how many loads ended with an exception. */
        long failures();

        /** Returns how many calls bypassed the store. */
        long bypasses();

        /** Returns how many calls were served a stale value because the load failed. */
        long stale();

        /** Returns how many operations of the store failed. */
        long storeFailures();
    }

    /** The statistics of a cached method or an injected cache. */
    interface OfMethod extends Counters {

        /**
         * Returns the name of the method with its parameter types, as in
         * {@code org.example.BanService.findBan(long)}, or of the injected cache, as in {@code Cache[bans]}.
         */
        String name();

        /** Returns the names of the caches that its entries depend on. */
        SortedSet<String> caches();
    }

    /** The sums over all methods that depend on a cache. A method that depends on several caches counts in each. */
    interface OfCache extends Counters {

        /** Returns the name of the cache. */
        String name();

        /** Returns how many invalidations by any node this node has noticed since its first read of the versions. */
        long invalidations();

        /** Returns how many of these invalidations concerned only {@linkplain org.cacheversions.Scope scopes}. */
        long scopedInvalidations();
    }
}
