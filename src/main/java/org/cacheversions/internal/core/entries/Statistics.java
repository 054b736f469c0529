package org.cacheversions.internal.core.entries;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.MissReason;

/** Counts the events of one cached method and passes them on to the listeners. Thread-safe. */
public final class Statistics {

    private final String method;
    private final CacheMetrics listeners;
    private final LongAdder hits = new LongAdder();
    private final Map<MissReason, LongAdder> misses = new EnumMap<>(MissReason.class);
    private final LongAdder loadNanos = new LongAdder();
    private final LoadTimes times = new LoadTimes();
    private final LongAdder failures = new LongAdder();
    private final LongAdder bypasses = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder storeFailures = new LongAdder();
    private final KeyHistory history = new KeyHistory();
    private final AtomicInteger generations = new AtomicInteger();
    private final LongAdder differed = new LongAdder();

    public Statistics(String method, CacheMetrics listeners) {
        this.method = method;
        this.listeners = listeners;
        for (MissReason reason : MissReason.values()) {
            misses.put(reason, new LongAdder());
        }
    }

    public void hit() {
        hits.increment();
        listeners.hit(method);
    }

    public void miss(MissReason reason) {
        Objects.requireNonNull(misses.get(reason)).increment();
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

    public void storeFailed() {
        storeFailures.increment();
        listeners.storeFailed(method);
    }

    /** Returns what is remembered of the keys that were stored. */
    KeyHistory history() {
        return history;
    }

    /** Returns the next number of a generation, from 1. */
    int nextGeneration() {
        return generations.incrementAndGet();
    }

    /** Counts an entry whose value was not what the method returned. */
    public void differed() {
        differed.increment();
    }

    public long hits() {
        return hits.sum();
    }

    public long misses() {
        return misses.values().stream().mapToLong(LongAdder::sum).sum();
    }

    public long misses(MissReason reason) {
        return Objects.requireNonNull(misses.get(reason)).sum();
    }

    public long loadNanos() {
        return loadNanos.sum();
    }

    /** Returns how many loads have ended, normally or with an exception. */
    public long loads() {
        return times.count() + failures.sum();
    }

    /** Returns a copy of the durations of the loads that returned normally. */
    public LoadTimes times() {
        LoadTimes copy = new LoadTimes();
        copy.add(times);
        return copy;
    }

    public long failures() {
        return failures.sum();
    }

    public long stale() {
        return stale.sum();
    }

    public long storeFailures() {
        return storeFailures.sum();
    }

    public long bypasses() {
        return bypasses.sum();
    }

    /** Returns how many verified entries had another value than the method returned. */
    public long differences() {
        return differed.sum();
    }
}
