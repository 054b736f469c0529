package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without Jedis, Jackson and OpenTelemetry; the build runs this separately, on a class path without them. */
@Tag("without-libraries")
class WithoutLibraries {

    private static TestNode node(String... keysAndValues) {
        Map<String, String> configuration = new HashMap<>(Map.of(
                "cache-versions.auto-start", "true",
                "cache-versions.redis.uri", "redis://127.0.0.1:1",
                "cache-versions.jcache.provider", "org.infinispan.jcache.embedded.JCachingProvider"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            configuration.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return TestNode.start(Unit.ECLIPSELINK_LOCAL, configuration, ItemService.class);
    }

    @ParameterizedTest
    @CsvSource({
        "redis.clients.jedis.Jedis",
        "com.fasterxml.jackson.core.JsonFactory",
        "com.fasterxml.jackson.databind.ObjectMapper",
        "com.fasterxml.jackson.annotation.JsonProperty",
        "io.opentelemetry.api.OpenTelemetry"
    })
    void theLibrariesAreAbsent(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "redis, json, redis.clients:jedis",
        "jcache, cbor, com.fasterxml.jackson.dataformat:jackson-dataformat-cbor"
    })
    void requiringThemFailsTheDeploymentAndNamesTheArtifact(String store, String codec, String artifact) {
        assertThatThrownBy(() -> node("cache-versions.store", store, "cache-versions.codec", codec)
                        .close())
                .hasStackTraceContaining("CV0211")
                .hasStackTraceContaining(artifact);
    }

    @Test
    void soDoSpansWithoutOpenTelemetry() {
        assertThatThrownBy(
                        () -> node("cache-versions.opentelemetry.spans", "true").close())
                .hasStackTraceContaining("CV0211: cache-versions.opentelemetry.spans is 'true'")
                .hasStackTraceContaining("io.opentelemetry:opentelemetry-api");
    }

    @Test
    void otherStoresWorkWithoutThem() {
        try (TestNode node = node("cache-versions.store", "jcache")) {
            ItemService items = node.bean(ItemService.class);
            node.request(() -> items.amount(1));
            node.request(() -> items.amount(1));
            assertThat(items.loads()).isEqualTo(1);
        }
    }
}
