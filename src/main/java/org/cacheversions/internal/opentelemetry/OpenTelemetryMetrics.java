package org.cacheversions.internal.opentelemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.MissReason;

/**
 * Registers instruments that read the counters: with the application's {@code OpenTelemetry} if it is a bean, else with
 * the global one if it is set. Thread-safe.
 */
public final class OpenTelemetryMetrics implements CacheMetrics {

    private static final AttributeKey<String> APPLICATION = AttributeKey.stringKey("application");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("method");
    private static final AttributeKey<List<String>> CACHES = AttributeKey.stringArrayKey("caches");
    private static final AttributeKey<String> CACHE = AttributeKey.stringKey("cache");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");
    private static final double NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Meter meter;
    private final Attributes own;
    private final List<AutoCloseable> instruments = new ArrayList<>();

    /** Adds the application name as an attribute, since all applications of a server may share one instance. */
    OpenTelemetryMetrics(OpenTelemetry telemetry, String application) {
        this.meter = telemetry.getMeter("org.cacheversions");
        this.own = Attributes.of(APPLICATION, application);
    }

    /** Uses the {@code OpenTelemetry} among these beans, else the global one. */
    public static CacheMetrics of(Instance<Object> beans, String application) {
        return new OpenTelemetryMetrics(telemetry(beans), application);
    }

    static OpenTelemetry telemetry(Instance<Object> beans) {
        Instance<OpenTelemetry> bean = beans.select(OpenTelemetry.class);
        return bean.isResolvable() ? bean.get() : global();
    }

    /** Avoids {@code GlobalOpenTelemetry.get()}, which sets the instance, so that the application no longer can. */
    private static OpenTelemetry global() {
        try {
            return GlobalOpenTelemetry.getOrNoop();
        } catch (NoSuchMethodError e) {
            return OpenTelemetry.noop(); // the API is older than 1.57
        }
    }

    @Override
    public synchronized void opened(CacheFigures figures) {
        List<Observed> methods = figures.methods().stream()
                .map(method -> new Observed(method, own))
                .toList();
        instruments.add(meter.counterBuilder("cacheversions.gets")
                .setDescription("Calls of cached methods")
                .buildWithCallback(measurement -> methods.forEach(method -> method.gets(measurement))));
        count("cacheversions.loads", methods, CacheFigures.Counters::loads);
        instruments.add(meter.counterBuilder("cacheversions.misses")
                .setDescription("Misses by their reason")
                .buildWithCallback(measurement -> methods.forEach(method -> method.misses(measurement))));
        count("cacheversions.differences", methods, CacheFigures.Counters::differences);
        count("cacheversions.load.failures", methods, CacheFigures.Counters::failures);
        count("cacheversions.stale", methods, CacheFigures.Counters::stale);
        count("cacheversions.store.failures", methods, CacheFigures.Counters::storeFailures);
        instruments.add(meter.counterBuilder("cacheversions.load.time")
                .ofDoubles()
                .setUnit("s")
                .buildWithCallback(measurement -> methods.forEach(
                        method -> measurement.record(method.figures.loadNanos() / NANOS_A_SECOND, method.attributes))));
        instruments.add(meter.upDownCounterBuilder("cacheversions.entries")
                .buildWithCallback(measurement ->
                        methods.forEach(method -> measurement.record(method.figures.entries(), method.attributes))));
        countCaches("cacheversions.invalidations", figures, CacheFigures.OfCache::invalidations);
        countCaches("cacheversions.scoped.invalidations", figures, CacheFigures.OfCache::scopedInvalidations);
        instruments.add(meter.gaugeBuilder("cacheversions.versions.age")
                .setUnit("s")
                .setDescription("How long ago the last successful read of the versions began")
                .buildWithCallback(measurement -> {
                    long age = figures.versionsAgeNanos();
                    if (age >= 0) {
                        measurement.record(age / NANOS_A_SECOND, own);
                    }
                }));
    }

    private void countCaches(String name, CacheFigures figures, ToLongFunction<CacheFigures.OfCache> counter) {
        instruments.add(meter.counterBuilder(name).buildWithCallback(measurement -> figures.caches()
                .forEach(cache -> measurement.record(
                        counter.applyAsLong(cache),
                        own.toBuilder().put(CACHE, cache.name()).build()))));
    }

    private void count(String name, List<Observed> methods, ToLongFunction<CacheFigures.OfMethod> counter) {
        instruments.add(meter.counterBuilder(name)
                .buildWithCallback(measurement -> methods.forEach(
                        method -> measurement.record(counter.applyAsLong(method.figures), method.attributes))));
    }

    @Override
    public synchronized void closed() {
        for (AutoCloseable instrument : instruments) {
            try {
                instrument.close();
            } catch (Exception e) {
                throw new IllegalStateException("could not close an OpenTelemetry instrument", e);
            }
        }
        instruments.clear();
    }

    private static final class Observed {

        private final CacheFigures.OfMethod figures;
        private final Attributes attributes;

        Observed(CacheFigures.OfMethod figures, Attributes own) {
            this.figures = figures;
            this.attributes = own.toBuilder()
                    .put(METHOD, figures.name())
                    .put(CACHES, List.copyOf(figures.caches()))
                    .build();
        }

        void gets(ObservableLongMeasurement measurement) {
            measurement.record(figures.hits(), with("hit"));
            measurement.record(figures.misses(), with("miss"));
            measurement.record(figures.bypasses(), with("bypass"));
        }

        void misses(ObservableLongMeasurement measurement) {
            for (MissReason reason : MissReason.values()) {
                measurement.record(
                        figures.misses(reason),
                        attributes.toBuilder().put(REASON, reason.text()).build());
            }
        }

        private Attributes with(String result) {
            return attributes.toBuilder().put(RESULT, result).build();
        }
    }
}
