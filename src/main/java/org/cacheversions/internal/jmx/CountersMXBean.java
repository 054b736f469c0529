package org.cacheversions.internal.jmx;

/** The counters since the application was deployed. Durations are in milliseconds. */
public interface CountersMXBean {

    /** Returns the caches that the method depends on, or the name of the cache. */
    String[] getCaches();

    /** Returns the approximate number of entries that this node holds. */
    long getEntries();

    /** Returns how many lookups found an entry. */
    long getHits();

    /** Returns how many lookups found none. */
    long getMisses();

    /** Returns how many loads have ended. */
    long getLoads();

    /** Returns the total duration of the loads. */
    double getLoadMillis();

    /** Returns how many loads ended with an exception. */
    long getFailures();

    /** Returns how many calls bypassed the store. */
    long getBypasses();

    /** Returns how many calls were served a stale value. */
    long getStale();

    /** Returns how many operations of the store failed. */
    long getStoreFailures();
}
