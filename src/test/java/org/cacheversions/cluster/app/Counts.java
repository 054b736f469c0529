package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.cacheversions.spi.CacheMetrics;

/** Counts how much the cache was used. */
@ApplicationScoped
public class Counts implements CacheMetrics {

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder bypassed = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder invalidations = new LongAdder();

    @Override
    public void hit(String method) {
        hits.increment();
    }

    @Override
    public void miss(String method) {
        misses.increment();
    }

    @Override
    public void bypassed(String method) {
        bypassed.increment();
    }

    @Override
    public void versionsRead(long nanoseconds) {
        reads.increment();
    }

    @Override
    public void invalidated(Set<String> caches) {
        invalidations.increment();
    }

    /** Returns {@code hits misses bypassed reads invalidations}. */
    @Override
    public String toString() {
        return hits + " " + misses + " " + bypassed + " " + reads + " " + invalidations;
    }
}
