package org.cacheversions.internal.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.MissReason;

/**
 * Registers meters that read the counters: with the application's registry if it is a bean, else with the global one.
 * Either may be shared by all applications of a server, so the meters are tagged with the application name, with a
 * number appended if the name is taken. Thread-safe.
 */
public final class MicrometerMetrics implements CacheMetrics {

    private static final String AGE = "cacheversions.versions.age";
    private static final String APPLICATION = "application";

    private final MeterRegistry registry;
    private final String application;
    private final List<Meter> meters = new ArrayList<>();
    /** Keeps the observed objects reachable, since Micrometer refers to them weakly. */
    private final List<Object> observed = new ArrayList<>();

    /** Registers meters with this registry under this application name. */
    MicrometerMetrics(MeterRegistry registry, String application) {
        this.registry = registry;
        this.application = application;
    }

    /** Uses the registry among these beans, else the global one. */
    public static CacheMetrics of(Instance<Object> beans, String application) {
        Instance<MeterRegistry> bean = beans.select(MeterRegistry.class);
        return new MicrometerMetrics(bean.isResolvable() ? bean.get() : Metrics.globalRegistry, application);
    }

    @Override
    public synchronized void opened(CacheFigures figures) {
        Tags own = Tags.of(APPLICATION, freeName());
        observed.add(figures);
        meters.add(TimeGauge.builder(
                        AGE,
                        figures,
                        TimeUnit.NANOSECONDS,
                        given -> given.versionsAgeNanos() < 0 ? Double.NaN : given.versionsAgeNanos())
                .description("How long ago the last successful read of the versions began")
                .tags(own)
                .register(registry));
        figures.methods().forEach(method -> register(method, own));
        for (CacheFigures.OfCache cache : figures.caches()) {
            observed.add(cache);
            Tags tags = own.and("cache", cache.name());
            count("invalidations", tags, cache, CacheFigures.OfCache::invalidations);
            count("scoped.invalidations", tags, cache, CacheFigures.OfCache::scopedInvalidations);
        }
    }

    private String freeName() {
        String name = application;
        for (int number = 2; registry.find(AGE).tag(APPLICATION, name).meter() != null; number++) {
            name = application + "-" + number;
        }
        return name;
    }

    private void register(CacheFigures.OfMethod method, Tags own) {
        observed.add(method);
        Tags tags = own.and("method", method.name(), "caches", String.join(",", method.caches()));
        count("gets", tags.and("result", "hit"), method, CacheFigures.Counters::hits);
        count("gets", tags.and("result", "miss"), method, CacheFigures.Counters::misses);
        count("gets", tags.and("result", "bypass"), method, CacheFigures.Counters::bypasses);
        for (MissReason reason : MissReason.values()) {
            count("misses", tags.and("reason", reason.text()), method, of -> of.misses(reason));
        }
        count("differences", tags, method, CacheFigures.Counters::differences);
        count("load.failures", tags, method, CacheFigures.Counters::failures);
        count("stale", tags, method, CacheFigures.Counters::stale);
        count("store.failures", tags, method, CacheFigures.Counters::storeFailures);
        meters.add(FunctionTimer.builder(
                        "cacheversions.loads",
                        method,
                        CacheFigures.Counters::loads,
                        CacheFigures.Counters::loadNanos,
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .register(registry));
        meters.add(Gauge.builder("cacheversions.entries", method, CacheFigures.Counters::entries)
                .tags(tags)
                .register(registry));
    }

    private <T> void count(String name, Tags tags, T figures, ToDoubleFunction<T> counter) {
        meters.add(FunctionCounter.builder("cacheversions." + name, figures, counter)
                .tags(tags)
                .register(registry));
    }

    @Override
    public synchronized void closed() {
        meters.forEach(registry::remove);
        meters.clear();
        observed.clear();
    }
}
