package org.cacheversions.internal.core.entries;

import java.util.concurrent.atomic.LongAdder;
import org.cacheversions.spi.CacheMetrics;

/** Counts what happens to the entries of one method, and tells the listeners. Safe for use by many threads. */
public final class Statistics {

    private final String method;
    private final CacheMetrics listeners;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loadNanos = new LongAdder();
    private final LoadTimes times = new LoadTimes();
    private final LongAdder failures = new LongAdder();
    private final LongAdder bypasses = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder storeFailures = new LongAdder();

    /** Makes counters that stand at zero. */
    public Statistics(String method, CacheMetrics listeners) {
        this.method = method;
        this.listeners = listeners;
    }

    public void hit() {
        hits.increment();
        listeners.hit(method);
    }

    public void miss() {
        misses.increment();
        listeners.miss(method);
    }

    public void loaded(long nanos) {
        loadNanos.add(nanos);
        times.record(nanos);
        listeners.loaded(method, nanos);
    }

    public void loadFailed(long nanos) {
        loadNanos.add(nanos);
        failures.increment();
        listeners.loadFailed(method, nanos);
    }

    public void bypassed() {
        bypasses.increment();
        listeners.bypassed(method);
    }

    public void servedStale() {
        stale.increment();
        listeners.servedStale(method);
    }

    void storeFailed() {
        storeFailures.increment();
        listeners.storeFailed(method);
    }

    /** Answers how many entries were found. */
    public long hits() {
        return hits.sum();
    }

    /** Answers how many entries were not found. */
    public long misses() {
        return misses.sum();
    }

    /** Answers how long loads took in all, in nanoseconds. */
    public long loadNanos() {
        return loadNanos.sum();
    }

    /** Answers how many loads have ended, by a value or by an exception. */
    public long loads() {
        return times.count() + failures.sum();
    }

    /** Returns how long the loads took that have returned; a copy. */
    public LoadTimes times() {
        LoadTimes copy = new LoadTimes();
        copy.add(times);
        return copy;
    }

    /** Answers how many loads have thrown. */
    public long failures() {
        return failures.sum();
    }

    /** Answers how many calls were served a value that has passed, since the load failed. */
    public long stale() {
        return stale.sum();
    }

    /** Answers how often the store has failed. */
    public long storeFailures() {
        return storeFailures.sum();
    }

    /** Answers how many calls passed the store by. */
    public long bypasses() {
        return bypasses.sum();
    }
}
