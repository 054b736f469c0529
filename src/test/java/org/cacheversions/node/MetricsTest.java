package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.metamodel.Metamodel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.cacheversions.CacheScope;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.Scope;
import org.cacheversions.VersionedCache;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.CacheMetrics;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics are registered automatically with the real libraries. */
class MetricsTest {

    private static final String FIND = Counted.class.getName() + ".find(int)";
    private static final MBeanServer MBEANS = ManagementFactory.getPlatformMBeanServer();

    private static TestNode start(Class<?>... more) {
        Class<?>[] beans = new Class<?>[more.length + 1];
        beans[0] = Counted.class;
        System.arraycopy(more, 0, beans, 1, more.length);
        return TestNode.start(Unit.HIBERNATE_LOCAL, beans);
    }

    /** Causes a failed miss, a successful miss, two hits and an invalidation that the node sees. */
    private static void use(TestNode node) {
        Counted counted = node.bean(Counted.class);
        try {
            node.request(() -> counted.find(-1));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessage("on purpose");
        }
        for (int i = 0; i < 3; i++) {
            node.request(() -> counted.find(1));
        }
        node.invalidator().invalidate("counted");
        node.versions().get("counted");
    }

    private static ObjectName name(String type, String application, String name) throws Exception {
        return new ObjectName("org.cacheversions:type=" + type + ",application=" + ObjectName.quote(application)
                + (name == null ? "" : ",name=" + ObjectName.quote(name)));
    }

    @Test
    void jmxShowsMethodsCachesAndTheAgeOfTheVersions() throws Exception {
        try (TestNode node = start()) {
            node.request(() -> node.bean(Counted.class).find(1));
            ObjectName method = name("Method", "application", FIND);
            assertThat(MBEANS.getAttribute(method, "Entries")).isEqualTo(1L);
            use(node);
            assertThat(MBEANS.getAttribute(method, "Hits")).isEqualTo(3L);
            assertThat(MBEANS.getAttribute(method, "Misses")).isEqualTo(2L);
            assertThat(MBEANS.getAttribute(method, "Loads")).isEqualTo(2L);
            assertThat(MBEANS.getAttribute(method, "Failures")).isEqualTo(1L);
            assertThat((double) MBEANS.getAttribute(method, "LoadMillis")).isPositive();
            assertThat(MBEANS.getAttribute(method, "Bypasses")).isEqualTo(0L);
            assertThat(MBEANS.getAttribute(method, "Stale")).isEqualTo(0L);
            assertThat(MBEANS.getAttribute(method, "StoreFailures")).isEqualTo(0L);
            assertThat(MBEANS.getAttribute(method, "Entries"))
                    .as("of the new version")
                    .isEqualTo(0L);
            assertThat((String[]) MBEANS.getAttribute(method, "Caches")).containsExactly("counted", "other");
            ObjectName cache = name("Cache", "application", "counted");
            assertThat(MBEANS.getAttribute(cache, "Invalidations")).isEqualTo(1L);
            assertThat(MBEANS.getAttribute(cache, "Hits")).isEqualTo(3L);
            assertThat(MBEANS.getAttribute(name("Cache", "application", "other"), "Invalidations"))
                    .isEqualTo(0L);
            assertThat((double) MBEANS.getAttribute(name("Versions", "application", null), "AgeMillis"))
                    .isBetween(0.0, 60_000.0);
        }
    }

    @Test
    void scopesAreCounted() throws Exception {
        try (TestNode node = start(Scoped.class)) {
            Scoped scoped = node.bean(Scoped.class);
            node.request(() -> scoped.of(1));
            node.invalidator().invalidate(Scope.of("scoped", 1));
            node.request(() -> scoped.of(1));
            ObjectName cache = name("Cache", "application", "scoped");
            assertThat(MBEANS.getAttribute(cache, "Invalidations")).isEqualTo(1L);
            assertThat(MBEANS.getAttribute(cache, "ScopedInvalidations")).isEqualTo(1L);
            assertThat(MBEANS.getAttribute(cache, "MissesOutsideWindow"))
                    .as("its scope was invalidated")
                    .isEqualTo(0L);
            node.invalidator().invalidate("scoped");
            node.request(() -> scoped.of(1));
            node.request(() -> scoped.of(1));
            assertThat(MBEANS.getAttribute(cache, "ScopedInvalidations")).isEqualTo(1L);
            assertThat(MBEANS.getAttribute(cache, "MissesOutsideWindow")).isEqualTo(1L);
            assertThat(MBEANS.getAttribute(name("Cache", "application", "counted"), "ScopedInvalidations"))
                    .as("it has no scopes")
                    .isEqualTo(0L);
        }
    }

    @Test
    void twoApplicationsDoNotClashInJmxAndUnregister() throws Exception {
        ObjectName all = new ObjectName("org.cacheversions:*");
        assertThat(MBEANS.queryNames(all, null)).isEmpty();
        try (TestNode first = start();
                TestNode second = start()) {
            first.request(() -> first.bean(Counted.class).find(1));
            second.request(() -> second.bean(Counted.class).find(1));
            second.request(() -> second.bean(Counted.class).find(1));
            assertThat(MBEANS.getAttribute(name("Method", "application", FIND), "Hits"))
                    .isEqualTo(0L);
            assertThat(MBEANS.getAttribute(name("Method", "application-2", FIND), "Hits"))
                    .isEqualTo(1L);
        }
        assertThat(MBEANS.queryNames(all, null)).isEmpty();
    }

    @Test
    void aFailedApplicationLeavesNothing() throws Exception {
        ObjectName all = new ObjectName("org.cacheversions:*");
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> Cdi.start(Map.of(), Counted.class, BrokenUnit.class))
                        .hasStackTraceContaining("on purpose");
            }
        } finally {
            Metrics.removeRegistry(registry);
        }
        assertThat(MBEANS.queryNames(all, null)).isEmpty();
        assertThat(Metrics.globalRegistry.getMeters()).isEmpty();
    }

    @Test
    void micrometerUsesTheApplicationsRegistry() {
        MeterRegistry registry;
        try (TestNode node = start(Registry.class)) {
            use(node);
            registry = node.bean(MeterRegistry.class);
            assertThat(registry.get("cacheversions.gets")
                            .tags("method", FIND, "caches", "counted,other", "result", "hit")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
            assertThat(registry.get("cacheversions.gets")
                            .tag("result", "miss")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
            assertThat(registry.get("cacheversions.loads").functionTimer().count())
                    .isEqualTo(2);
            assertThat(registry.get("cacheversions.loads").functionTimer().totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(registry.get("cacheversions.load.failures")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("cacheversions.invalidations")
                            .tag("cache", "counted")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("cacheversions.versions.age").timeGauge().value(TimeUnit.SECONDS))
                    .isBetween(0.0, 60.0);
            assertThat(Metrics.globalRegistry.getMeters()).isEmpty();
            assertThat(registry.getMeters()).hasSize(21);
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void micrometerUsesTheGlobalRegistryByDefault() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try (TestNode node = start()) {
            use(node);
            assertThat(registry.get("cacheversions.gets")
                            .tag("result", "hit")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
        } finally {
            Metrics.removeRegistry(registry);
        }
        assertThat(Metrics.globalRegistry.getMeters()).isEmpty();
    }

    @Test
    void twoApplicationsDoNotClashInOneRegistry() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try (TestNode first = start()) {
            try (TestNode second = start()) {
                first.request(() -> first.bean(Counted.class).find(1));
                second.request(() -> second.bean(Counted.class).find(1));
                second.request(() -> second.bean(Counted.class).find(1));
                assertThat(hits(registry, "application")).isZero();
                assertThat(hits(registry, "application-2")).isOne();
            }
            first.request(() -> first.bean(Counted.class).find(1));
            assertThat(hits(registry, "application"))
                    .as("the meters that remain after the other application has ended")
                    .isOne();
        } finally {
            Metrics.removeRegistry(registry);
        }
        assertThat(Metrics.globalRegistry.getMeters()).isEmpty();
    }

    private static double hits(MeterRegistry registry, String application) {
        return registry.get("cacheversions.gets")
                .tags("application", application, "result", "hit")
                .functionCounter()
                .count();
    }

    @Test
    void openTelemetryReadsTheCounters() {
        InMemoryMetricReader reader;
        try (TestNode node = start(Telemetry.class)) {
            use(node);
            reader = node.bean(Telemetry.class).reader();
            Collection<MetricData> metrics = reader.collectAllMetrics();
            assertThat(metrics.stream().map(MetricData::getName))
                    .containsExactlyInAnyOrder(
                            "cacheversions.gets",
                            "cacheversions.loads",
                            "cacheversions.load.failures",
                            "cacheversions.load.time",
                            "cacheversions.stale",
                            "cacheversions.store.failures",
                            "cacheversions.entries",
                            "cacheversions.invalidations",
                            "cacheversions.scoped.invalidations",
                            "cacheversions.misses",
                            "cacheversions.differences",
                            "cacheversions.versions.age");
            assertThat(point(metrics, "cacheversions.gets", "result", "hit")).isEqualTo(2);
            assertThat(point(metrics, "cacheversions.gets", "method", FIND)).isNotNegative();
            assertThat(point(metrics, "cacheversions.loads", "method", FIND)).isEqualTo(2);
            assertThat(point(metrics, "cacheversions.loads", "application", "application"))
                    .isEqualTo(2);
            assertThat(point(metrics, "cacheversions.invalidations", "cache", "counted"))
                    .isEqualTo(1);
        }
        assertThat(reader.collectAllMetrics()).isEmpty();
    }

    @Test
    void missesHaveTheirReasonInEachLibrary() throws Exception {
        try (TestNode node = start(Registry.class, Telemetry.class)) {
            use(node);
            node.request(() -> node.bean(Counted.class).find(1));
            MeterRegistry registry = node.bean(MeterRegistry.class);
            Collection<MetricData> metrics = node.bean(Telemetry.class).reader().collectAllMetrics();
            for (Map.Entry<String, Long> expected : Map.of(
                            "first", 2L, "invalidated", 1L, "expired", 0L, "not-shared", 0L)
                    .entrySet()) {
                String reason = expected.getKey();
                assertThat(registry.get("cacheversions.misses")
                                .tags("method", FIND, "caches", "counted,other", "reason", reason)
                                .functionCounter()
                                .count())
                        .as(reason)
                        .isEqualTo(expected.getValue().doubleValue());
                assertThat(point(metrics, "cacheversions.misses", "reason", reason))
                        .as(reason)
                        .isEqualTo(expected.getValue());
            }
            for (ObjectName bean :
                    List.of(name("Method", "application", FIND), name("Cache", "application", "counted"))) {
                assertThat(MBEANS.getAttribute(bean, "MissesFirst")).isEqualTo(2L);
                assertThat(MBEANS.getAttribute(bean, "MissesInvalidated")).isEqualTo(1L);
                assertThat(MBEANS.getAttribute(bean, "MissesNotShared")).isEqualTo(0L);
            }
        }
    }

    private static long point(Collection<MetricData> metrics, String name, String attribute, String value) {
        return metrics.stream()
                .filter(metric -> metric.getName().equals(name))
                .flatMap(metric -> metric.getLongSumData().getPoints().stream())
                .filter(point -> value.equals(point.getAttributes().get(AttributeKey.stringKey(attribute))))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @Test
    void flightRecorderHoldsLoadsAndInvalidations(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording();
                TestNode node = start()) {
            recording.enable("org.cacheversions.Load");
            recording.enable("org.cacheversions.Invalidation");
            recording.start();
            use(node);
            recording.stop();
            recording.dump(file);
        }
        assertThat(Files.size(file)).isPositive();
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        List<RecordedEvent> loads = events.stream()
                .filter(event -> event.getEventType().getName().equals("org.cacheversions.Load"))
                .toList();
        assertThat(loads).hasSize(2);
        assertThat(loads).allMatch(event -> event.getString("method").equals(FIND));
        assertThat(loads).allMatch(event -> !event.getDuration("time").isZero());
        assertThat(loads).extracting(event -> event.getBoolean("thrown")).containsExactlyInAnyOrder(true, false);
        assertThat(events.stream()
                        .filter(event -> event.getEventType().getName().equals("org.cacheversions.Invalidation"))
                        .map(event -> event.getString("caches")))
                .containsExactly("counted");
    }

    @Test
    void aNodeIsReadyWhileTheVersionsCanBeRead() {
        try (TestNode node = start(Checks.class)) {
            HealthCheck check = node.bean(Checks.class).checks.get();
            HealthCheckResponse up = check.call();
            assertThat(up.getName()).isEqualTo("cache-versions");
            assertThat(up.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
            node.cut(true);
            assertThat(check.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
            node.cut(false);
            assertThat(check.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
        }
    }

    @Test
    void eachApplicationHasItsOwnCounts() {
        try (TestNode node = start(Listener.class)) {
            use(node);
            CacheFigures figures = node.bean(Listener.class).figures();
            assertThat(node.bean(CacheFigures.class).methods().get(0).hits()).isEqualTo(2);
            assertThat(figures.methods().get(0).hits()).isEqualTo(2);
            assertThat(node.bean(Listener.class).hits()).isEqualTo(2);
        }
    }

    @ApplicationScoped
    static class Counted {

        @VersionedCache({"counted", "other"})
        public int find(int number) {
            if (number < 0) {
                throw new IllegalArgumentException("on purpose");
            }
            return number;
        }
    }

    @ApplicationScoped
    static class Scoped {

        @VersionedCache("scoped")
        public long of(@CacheScope long user) {
            return user;
        }
    }

    /** A unit whose entities cannot be listed. */
    @ApplicationScoped
    static class BrokenUnit {

        private EntityManagerFactory real;

        @PostConstruct
        void open() {
            real = Persistence.createEntityManagerFactory(
                    Unit.HIBERNATE_LOCAL.unit,
                    Map.of(
                            "jakarta.persistence.jdbc.url",
                            "jdbc:h2:mem:" + UUID.randomUUID(),
                            "jakarta.persistence.schema-generation.database.action",
                            "create"));
        }

        @Produces
        @CacheVersionsUnit
        EntityManagerFactory unit() {
            return with(
                    EntityManagerFactory.class,
                    real,
                    "getMetamodel",
                    () -> with(Metamodel.class, real.getMetamodel(), "getEntities", () -> {
                        throw new IllegalStateException("on purpose");
                    }));
        }

        @PreDestroy
        void close() {
            real.close();
        }

        private static <T> T with(Class<T> type, T real, String name, Supplier<Object> other) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) ->
                            method.getName().equals(name) ? other.get() : method.invoke(real, arguments)));
        }
    }

    @ApplicationScoped
    static class Registry {

        private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

        @Produces
        MeterRegistry registry() {
            return registry;
        }
    }

    @ApplicationScoped
    static class Telemetry {

        private final InMemoryMetricReader reader = InMemoryMetricReader.create();

        InMemoryMetricReader reader() {
            return reader;
        }

        @Produces
        OpenTelemetry telemetry() {
            return OpenTelemetrySdk.builder()
                    .setMeterProvider(SdkMeterProvider.builder()
                            .registerMetricReader(reader)
                            .build())
                    .build();
        }
    }

    @Dependent
    static class Checks {

        @Inject
        @Readiness
        Instance<HealthCheck> checks;
    }

    @ApplicationScoped
    static class Listener implements CacheMetrics {

        private volatile CacheFigures figures;
        private volatile int hits;

        @Override
        public void opened(CacheFigures given) {
            figures = given;
        }

        @Override
        public synchronized void hit(String method) {
            hits++;
        }

        CacheFigures figures() {
            return figures;
        }

        int hits() {
            return hits;
        }
    }
}
