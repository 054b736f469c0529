package org.cacheversions.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.awaitility.Awaitility;
import org.cacheversions.node.LogCapture;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;
import org.cacheversions.redis.BanService;
import org.cacheversions.spi.CacheMetrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes share a cache of Infinispan, which is created, closed and reopened while they run. */
class JCacheNodeTest {

    private static final String PROVIDER = "org.infinispan.jcache.embedded.JCachingProvider";

    @ApplicationScoped
    static class Failures implements CacheMetrics {

        private final AtomicInteger count = new AtomicInteger();

        int count() {
            return count.get();
        }

        @Override
        public void storeFailed(String method) {
            count.incrementAndGet();
        }
    }

    private final String database = UUID.randomUUID().toString();
    private final LogCapture log = new LogCapture();

    @AfterEach
    void closeProvider() {
        log.close();
        provider().close();
    }

    private static CachingProvider provider() {
        return Caching.getCachingProvider(PROVIDER);
    }

    private static CacheManager manager() {
        return provider()
                .getCacheManager(
                        provider().getDefaultURI(), Thread.currentThread().getContextClassLoader());
    }

    private TestNode node(String... keysAndValues) {
        Map<String, String> configuration = new HashMap<>(Map.of(
                "cache-versions.auto-start", "true",
                "cache-versions.store", "jcache",
                "cache-versions.jcache.provider", PROVIDER));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            configuration.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return TestNode.start(Unit.ECLIPSELINK_LOCAL, database, configuration, BanService.class, Failures.class);
    }

    private static void find(TestNode node, long id) {
        BanService bans = node.bean(BanService.class);
        assertThat(node.request(() -> bans.find(id)).orElseThrow().userId()).isEqualTo(id);
    }

    private static int loads(TestNode node) {
        return node.bean(BanService.class).loads();
    }

    private static long entries(String cache) {
        Cache<Object, Object> entries = manager().getCache(cache);
        return StreamSupport.stream(entries.spliterator(), false).count();
    }

    private long warnings(String code) {
        return log.warnings().stream().filter(line -> line.startsWith(code)).count();
    }

    @Test
    void nodesShareEntriesUntilTheyAreInvalidated() {
        try (TestNode one = node();
                TestNode two = node()) {
            find(one, 7);
            find(two, 7);
            assertThat(loads(one) + loads(two)).isEqualTo(1);

            one.invalidator().invalidate("bans");
            find(two, 7);
            find(one, 7);
            assertThat(loads(two)).isEqualTo(1);
            assertThat(loads(one)).isEqualTo(1);
        }
    }

    @Test
    void anExistingCacheOfTheManagerIsUsed() {
        manager().createCache("own", new javax.cache.configuration.MutableConfiguration<>());
        try (TestNode node = node("cache-versions.jcache.cache", "own")) {
            find(node, 7);
            find(node, 7);
            assertThat(loads(node)).isEqualTo(1);
            assertThat(entries("own")).isEqualTo(1);
        }
    }

    @Test
    void supersededEntriesExpireWithTheTimeToLive() {
        try (TestNode node = node("cache-versions.jcache.ttl", "PT1S")) {
            for (int version = 0; version < 20; version++) {
                for (long id = 0; id < 5; id++) {
                    find(node, id);
                }
                node.invalidator().invalidate("bans");
            }
            assertThat(loads(node)).isEqualTo(100);
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(entries("cache-versions"))
                    .isZero());
        }
    }

    @Test
    void foreignTypesUnderOurKeysAreMissesAndReplaced() {
        try (TestNode node = node()) {
            find(node, 7);
            Cache<Object, Object> cache = manager().getCache("cache-versions");
            Object key = cache.iterator().next().getKey();
            for (Object wrong : new Object[] {"text", 1, new byte[0], new byte[] {127}}) {
                cache.put(key, wrong);
                int before = loads(node);
                find(node, 7);
                find(node, 7);
                assertThat(loads(node)).isEqualTo(before + 1);
            }
            assertThat(warnings("CV0502")).isZero();
        }
    }

    @Test
    void bytesThatCannotBeReadAreRemovedEvenIfTheLoadFails() {
        try (TestNode node = node()) {
            find(node, 7);
            Cache<Object, Object> cache = manager().getCache("cache-versions");
            cache.put(cache.iterator().next().getKey(), new byte[] {127});
            node.bean(BanService.class).duringLoad(() -> {
                throw new IllegalStateException("on purpose");
            });
            assertThatThrownBy(() -> find(node, 7)).hasMessage("on purpose");
            assertThat(entries("cache-versions")).isZero();
        }
    }

    @Test
    void entriesThatTheSecretDoesNotVerifyAreMisses() {
        try (TestNode node = node("cache-versions.jcache.secret", "a secret of all nodes")) {
            find(node, 7);
            find(node, 7);
            assertThat(loads(node)).isEqualTo(1);
            Cache<Object, Object> cache = manager().getCache("cache-versions");
            Cache.Entry<Object, Object> entry = cache.iterator().next();
            byte[] changed = ((byte[]) entry.getValue()).clone();
            changed[changed.length - 1] ^= 1;
            cache.put(entry.getKey(), changed);
            find(node, 7);
            find(node, 7);
            assertThat(loads(node)).isEqualTo(2);
            assertThat(node.bean(Failures.class).count()).isPositive();
        }
        assertThat(warnings("CV0524")).isEqualTo(1);
        assertThat(warnings("CV0502") + warnings("CV0507")).isZero();
    }

    @Test
    void aClosedManagerIsReopened() {
        try (TestNode node = node()) {
            find(node, 1);
            manager().close();
            for (int i = 0; i < 20; i++) {
                find(node, 1);
            }
            assertThat(warnings("CV0502")).isEqualTo(1);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                int before = loads(node);
                find(node, 1);
                find(node, 1);
                return loads(node) == before;
            });
            assertThat(log.messages())
                    .filteredOn(line -> line.startsWith("CV0503"))
                    .hasSize(1);
        }
    }

    @Test
    void theManagerIsClosedEvenIfACacheHasFailed() {
        CacheManager used;
        try (TestNode node = node()) {
            find(node, 1);
            used = manager();
            used.getCache("cache-versions").close();
            find(node, 1);
            assertThat(warnings("CV0502")).isEqualTo(1);
            assertThat(used.isClosed()).isFalse();
        }
        assertThat(used.isClosed()).isTrue();
    }

    @Test
    void aBrokenProviderCostsOnlyTheEntries(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("infinispan.xml"), "<infinispan><cache-container name=");
        try (TestNode node = node("cache-versions.jcache.uri", file.toUri().toString())) {
            for (int i = 0; i < 20; i++) {
                find(node, 1);
            }
            assertThat(loads(node)).isEqualTo(20);
            assertThat(warnings("CV0502")).isEqualTo(1);
            assertThat(node.bean(Failures.class).count())
                    .as("failed reads and failed stores")
                    .isGreaterThanOrEqualTo(40);
        }
    }

    @Test
    void aMissingProviderIsAnError() {
        assertThatThrownBy(() -> {
                    try (TestNode node = node("cache-versions.jcache.provider", "org.example.NoProvider")) {
                        find(node, 1);
                    }
                })
                .hasStackTraceContaining("CV0215")
                .hasStackTraceContaining("org.example.NoProvider");
    }

    @Test
    void severalProvidersAreAnErrorUnlessOneIsNamed() {
        assertThatThrownBy(() -> {
                    try (TestNode node = node("cache-versions.jcache.provider", "")) {
                        find(node, 1);
                    }
                })
                .hasStackTraceContaining("CV0215")
                .hasStackTraceContaining("cache-versions.jcache.provider");
    }

    @Test
    void anUnboundJndiNameIsAnError() {
        assertThatThrownBy(() -> {
                    try (TestNode node = node("cache-versions.jcache.jndi", "java:global/none")) {
                        find(node, 1);
                    }
                })
                .hasStackTraceContaining("CV0216")
                .hasStackTraceContaining("java:global/none");
    }
}
