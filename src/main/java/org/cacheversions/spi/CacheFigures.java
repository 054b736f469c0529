package org.cacheversions.spi;

import java.util.List;
import java.util.SortedSet;

/**
 * What has been counted on this node since the application was deployed: live, each answer is of now. Given to
 * {@link CacheMetrics#opened}, and injectable. Safe for use by many threads; reads nothing from the database but by
 * {@link #canReadVersions}.
 *
 * <pre>{@code
 * @Inject CacheFigures figures;
 *
 * long hits = figures.methods().stream().mapToLong(CacheFigures.Counters::hits).sum();
 * }</pre>
 */
public interface CacheFigures {

    /** Answers all cached methods and injected caches. */
    List<OfMethod> methods();

    /** Answers all caches that a method depends on, by their names. */
    List<OfCache> caches();

    /** Answers how long ago the read of the versions began that has succeeded last, in nanoseconds; -1 if none has. */
    long versionsAgeNanos();

    /** Tells whether the versions can be read: tries it by one SELECT, which is shared with requests. */
    boolean canReadVersions();

    /** What was counted. */
    interface Counters {

        /** About how many entries this node holds. */
        long entries();

        /** How often an entry was found. */
        long hits();

        /** How often none was. */
        long misses();

        /** How many loads have ended, by a value or by an exception. */
        long loads();

        /** How long those took in all, in nanoseconds. */
        long loadNanos();

        /** How many of them have thrown. */
        long failures();

        /** How often the store was passed by. */
        long bypasses();

        /** How often a value was served that has passed, since the load had thrown. */
        long stale();

        /** How often the store has failed. */
        long storeFailures();
    }

    /** A cached method, or an injected cache. */
    interface OfMethod extends Counters {

        /** Its name with the types of its parameters, as in {@code org.example.BanService.findBan(long)}. */
        String name();

        /** What its entries depend on. */
        SortedSet<String> caches();
    }

    /** A cache: the sum of its methods. One that depends on several caches counts in each. */
    interface OfCache extends Counters {

        /** Its name. */
        String name();

        /** How many invalidations this node has seen, of any node; those of before its first read it has not. */
        long invalidations();
    }
}
