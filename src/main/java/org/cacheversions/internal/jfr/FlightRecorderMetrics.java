package org.cacheversions.internal.jfr;

import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Event;
import org.cacheversions.spi.CacheMetrics;

/** Records loads and invalidations as events of JDK Flight Recorder. Thread-safe. */
public final class FlightRecorderMetrics implements CacheMetrics {

    @Override
    public void loaded(String method, long nanoseconds) {
        commit(new LoadEvent(method, nanoseconds, false));
    }

    @Override
    public void loadFailed(String method, long nanoseconds) {
        commit(new LoadEvent(method, nanoseconds, true));
    }

    @Override
    public void invalidated(Set<String> caches) {
        InvalidationEvent event = new InvalidationEvent(String.join(",", new TreeSet<>(caches)));
        commit(event);
    }

    private static void commit(Event event) {
        if (event.shouldCommit()) {
            event.commit();
        }
    }
}
