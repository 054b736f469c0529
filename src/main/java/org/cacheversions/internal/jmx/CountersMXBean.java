package org.cacheversions.internal.jmx;

/** What was counted since the application was deployed; times in milliseconds. */
public interface CountersMXBean {

    /** The caches that are meant: those that a method depends on, or one. */
    String[] getCaches();

    /** About how many entries this node holds. */
    long getEntries();

    /** How often an entry was found. */
    long getHits();

    /** How often none was. */
    long getMisses();

    /** How many loads have ended. */
    long getLoads();

    /** How long loads took in all. */
    double getLoadMillis();

    /** How many loads have thrown. */
    long getFailures();

    /** How often the store was passed by. */
    long getBypasses();

    /** How often a value was served that has passed. */
    long getStale();

    /** How often the store has failed. */
    long getStoreFailures();
}
