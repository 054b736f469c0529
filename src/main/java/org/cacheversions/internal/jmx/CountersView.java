package org.cacheversions.internal.jmx;

import java.util.concurrent.TimeUnit;
import org.cacheversions.spi.CacheFigures;

/** The MXBean of a cached method or an injected cache. Thread-safe. */
sealed class CountersView implements CountersMXBean permits CacheView {

    private static final double NANOS_A_MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final String[] caches;
    private final CacheFigures.Counters counters;

    CountersView(String[] caches, CacheFigures.Counters counters) {
        this.caches = caches;
        this.counters = counters;
    }

    static double millis(long nanos) {
        return nanos / NANOS_A_MILLISECOND;
    }

    @Override
    public String[] getCaches() {
        return caches.clone();
    }

    @Override
    public long getEntries() {
        return counters.entries();
    }

    @Override
    public long getHits() {
        return counters.hits();
    }

    @Override
    public long getMisses() {
        return counters.misses();
    }

    @Override
    public long getLoads() {
        return counters.loads();
    }

    @Override
    public double getLoadMillis() {
        return millis(counters.loadNanos());
    }

    @Override
    public long getFailures() {
        return counters.failures();
    }

    @Override
    public long getBypasses() {
        return counters.bypasses();
    }

    @Override
    public long getStale() {
        return counters.stale();
    }

    @Override
    public long getStoreFailures() {
        return counters.storeFailures();
    }
}
