package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads as spans of OpenTelemetry. */
class LoadSpansTest {

    private static final AttributeKey<String> REASON = AttributeKey.stringKey("cacheversions.reason");

    /** The application's OpenTelemetry. */
    @ApplicationScoped
    static class Telemetry {

        private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
        private final OpenTelemetry sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build();

        List<SpanData> spans() {
            List<SpanData> spans = exporter.getFinishedSpanItems();
            exporter.reset();
            return spans;
        }

        @Produces
        OpenTelemetry telemetry() {
            return sdk;
        }
    }

    /** Cached methods. */
    @ApplicationScoped
    static class Texts {

        @Inject
        OpenTelemetry telemetry;

        @VersionedCache("texts")
        public String of(long id) {
            telemetry.getTracer("application").spanBuilder("query").startSpan().end();
            return "text " + id;
        }

        @VersionedCache("texts")
        public String failing() {
            throw new IllegalStateException("on purpose");
        }
    }

    private TestNode node;

    private Texts start(boolean spans) {
        node = TestNode.start(
                Unit.HIBERNATE_JTA,
                Map.of("cache-versions.auto-start", "true", "cache-versions.opentelemetry.spans", "" + spans),
                Telemetry.class,
                Texts.class);
        return node.bean(Texts.class);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private List<SpanData> spans() {
        return node.bean(Telemetry.class).spans();
    }

    @Test
    void aLoadIsTheParentOfWhatItDoes() {
        Texts texts = start(true);
        node.request(() -> texts.of(1));
        List<SpanData> spans = spans();
        assertThat(spans).extracting(SpanData::getName).containsExactly("query", "load " + name("of(long)"));
        SpanData load = spans.get(1);
        assertThat(spans.get(0).getParentSpanId()).isEqualTo(load.getSpanId());
        assertThat(load.getStatus()).isEqualTo(StatusData.unset());
        assertThat(load.getAttributes().asMap())
                .isEqualTo(Map.of(
                        AttributeKey.stringKey("cacheversions.method"),
                        name("of(long)"),
                        AttributeKey.stringArrayKey("cacheversions.caches"),
                        List.of("texts"),
                        REASON,
                        "first"));
    }

    private static String name(String method) {
        return Texts.class.getName() + "." + method;
    }

    @Test
    void aHitHasNoSpanAndTheNextLoadHasItsReason() {
        Texts texts = start(true);
        node.request(() -> texts.of(1));
        spans();
        node.request(() -> texts.of(1));
        assertThat(spans()).isEmpty();
        node.request(() -> {
            node.invalidator().invalidate("texts");
            return texts.of(1);
        });
        assertThat(reason()).isEqualTo("bypass");
        node.request(() -> texts.of(1));
        assertThat(reason()).isEqualTo("invalidated");
        TestNode.jta(() -> node.request(() -> texts.of(2)));
        assertThat(reason()).isEqualTo("first");
    }

    private String reason() {
        return spans().get(1).getAttributes().get(REASON);
    }

    @Test
    void aLoadThatThrowsHasTheStatusError() {
        Texts texts = start(true);
        assertThatThrownBy(() -> node.request(texts::failing)).hasMessage("on purpose");
        SpanData load = spans().get(0);
        assertThat(load.getStatus().getStatusCode().name()).isEqualTo("ERROR");
        assertThat(load.getEvents()).hasSize(1);
    }

    @Test
    void byDefaultThereIsNone() {
        Texts texts = start(false);
        node.request(() -> texts.of(1));
        assertThat(spans()).extracting(SpanData::getName).containsExactly("query");
    }
}
