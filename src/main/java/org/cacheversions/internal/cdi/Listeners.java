package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.CacheMetrics;

/** Notifies all {@link CacheMetrics}, and keeps their failures from the application. Thread-safe. */
final class Listeners implements CacheMetrics {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");

    private final List<CacheMetrics> beans;
    private final boolean told;
    private final List<CacheMetrics> all;
    private final AtomicBoolean failed = new AtomicBoolean();

    private Listeners(List<CacheMetrics> beans, List<CacheMetrics> all) {
        this.beans = beans;
        this.told = !beans.isEmpty();
        this.all = all;
    }

    /**
     * Returns a listener that notifies the beans of all events, and the library's own metrics of all but hits, so that
     * without beans a hit causes no notification.
     */
    static CacheMetrics of(Instance<Object> beans) {
        List<CacheMetrics> found = beans.select(CacheMetrics.class).stream().toList();
        return new Listeners(
                found,
                Stream.concat(found.stream(), OwnMetrics.of(beans).stream()).toList());
    }

    private void each(Consumer<CacheMetrics> event) {
        for (CacheMetrics listener : all) {
            tell(listener, event);
        }
    }

    private void tell(CacheMetrics listener, Consumer<CacheMetrics> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException | LinkageError e) {
            if (failed.compareAndSet(false, true)) {
                LOG.log(System.Logger.Level.WARNING, DeploymentMessages.metricsFailed(e), e);
            }
        }
    }

    @Override
    public void opened(CacheFigures figures) {
        each(listener -> listener.opened(figures));
    }

    @Override
    public void closed() {
        each(CacheMetrics::closed);
    }

    @Override
    public void hit(String method) {
        if (told) {
            for (CacheMetrics listener : beans) {
                tell(listener, told -> told.hit(method));
            }
        }
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
