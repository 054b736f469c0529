package org.cacheversions.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.cacheversions.CachesInvalidated;
import org.cacheversions.spi.CacheMetrics;

/** Counts what the library reports, and the calls of cached methods. */
@ApplicationScoped
public class Counts implements CacheMetrics {

    private final LongAdder loads = new LongAdder();
    private final LongAdder hits = new LongAdder();
    private final LongAdder bypassed = new LongAdder();
    private final LongAdder versionsRead = new LongAdder();
    private final AtomicReference<Set<String>> invalidated = new AtomicReference<>(Set.of());
    private final AtomicLong revisionWhileCompleting = new AtomicLong();

    /** Called by the cached methods themselves. */
    public void ran() {
        loads.increment();
    }

    @Override
    public void hit(String method) {
        hits.increment();
    }

    @Override
    public void bypassed(String method) {
        bypassed.increment();
    }

    @Override
    public void versionsRead(long nanoseconds) {
        versionsRead.increment();
    }

    void observe(@Observes CachesInvalidated event) {
        invalidated.set(event.caches());
    }

    public Total total() {
        return new Total(loads.sum(), hits.sum(), bypassed.sum(), versionsRead.sum());
    }

    void revisionWhileCompleting(long revision) {
        revisionWhileCompleting.set(revision);
    }

    /** Returns the revision of the notes that the last transaction read before it failed to complete. */
    public long revisionWhileCompleting() {
        return revisionWhileCompleting.get();
    }

    /** The caches that the last event named. */
    public Set<String> invalidated() {
        return invalidated.get();
    }

    /** The counters at one moment. */
    public record Total(long loads, long hits, long bypassed, long versionsRead) {

        public Total since(Total before) {
            return new Total(
                    loads - before.loads,
                    hits - before.hits,
                    bypassed - before.bypassed,
                    versionsRead - before.versionsRead);
        }
    }
}
