package org.cacheversions.internal.cdi;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.cacheversions.internal.core.Messages;
import org.cacheversions.spi.CacheMetrics;

/** Passes on to all {@link CacheMetrics} beans, and keeps their failures from the application. */
final class Listeners implements CacheMetrics {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private final List<CacheMetrics> listeners;
    private final AtomicBoolean failed = new AtomicBoolean();

    private Listeners(List<CacheMetrics> listeners) {
        this.listeners = listeners;
    }

    /** Answers what tells all of these: if there are none, what costs a hit nothing. */
    static CacheMetrics of(List<CacheMetrics> listeners) {
        return listeners.isEmpty() ? new Nobody() : new Listeners(List.copyOf(listeners));
    }

    /** Nobody listens. */
    private static final class Nobody implements CacheMetrics {}

    private void each(Consumer<CacheMetrics> event) {
        for (CacheMetrics listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | LinkageError e) {
                if (failed.compareAndSet(false, true)) {
                    LOG.log(System.Logger.Level.WARNING, Messages.metricsFailed(e), e);
                }
            }
        }
    }

    @Override
    public void hit(String method) {
        each(listener -> listener.hit(method));
    }

    @Override
    public void miss(String method) {
        each(listener -> listener.miss(method));
    }

    @Override
    public void loaded(String method, long nanoseconds) {
        each(listener -> listener.loaded(method, nanoseconds));
    }

    @Override
    public void loadFailed(String method, long nanoseconds) {
        each(listener -> listener.loadFailed(method, nanoseconds));
    }

    @Override
    public void servedStale(String method) {
        each(listener -> listener.servedStale(method));
    }

    @Override
    public void bypassed(String method) {
        each(listener -> listener.bypassed(method));
    }

    @Override
    public void storeFailed(String method) {
        each(listener -> listener.storeFailed(method));
    }

    @Override
    public void versionsRead(long nanoseconds) {
        each(listener -> listener.versionsRead(nanoseconds));
    }

    @Override
    public void versionsUnavailable() {
        each(CacheMetrics::versionsUnavailable);
    }

    @Override
    public void invalidated(Set<String> caches) {
        each(listener -> listener.invalidated(caches));
    }
}
