package org.cacheversions.internal.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import org.cacheversions.internal.core.call.Load;
import org.cacheversions.internal.core.call.LoadObserver;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.jspecify.annotations.Nullable;

/** Makes a span of each load, so that the spans of what it does are children of it. Thread-safe. */
public final class LoadSpans implements LoadObserver {

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("cacheversions.method");
    private static final AttributeKey<List<String>> CACHES = AttributeKey.stringArrayKey("cacheversions.caches");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("cacheversions.reason");

    private final Tracer tracer;

    private LoadSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Uses the {@code OpenTelemetry} among these beans, else the global one. */
    public static LoadObserver of(Instance<Object> beans) {
        return new LoadSpans(OpenTelemetryMetrics.telemetry(beans).getTracer("org.cacheversions"));
    }

    @Override
    @SuppressWarnings("IllegalCatch") // rethrown
    public @Nullable Object run(CachedMethod method, String reason, Load load) throws Exception {
        Span span = tracer.spanBuilder("load " + method.id())
                .setAttribute(METHOD, method.id())
                .setAttribute(CACHES, List.copyOf(method.caches()))
                .setAttribute(REASON, reason)
                .startSpan();
        try (Scope ignored = span.makeCurrent()) {
            return load.run();
        } catch (Throwable e) {
            span.setStatus(StatusCode.ERROR);
            span.recordException(e);
            throw e;
        } finally {
            span.end();
        }
    }
}
