package org.cacheversions.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.cacheversions.internal.core.Json;
import org.cacheversions.internal.core.figures.CacheStats;
import org.cacheversions.internal.core.figures.Minute;
import org.cacheversions.internal.core.figures.NodeStatus;
import org.cacheversions.internal.core.figures.SeenInvalidation;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.internal.core.versions.WindowFigures;
import org.jspecify.annotations.Nullable;

/** The statistics as JSON. Times are in ISO-8601 and UTC, durations in milliseconds; unknown values are null. */
final class JsonFigures {

    private static final double NANOS_PER_MILLI = 1e6;

    private JsonFigures() {}

    static String of(NodeStatus status) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("at", status.at());
        all.put("current", status.current());
        all.put("total", figures(status.total()));
        all.put(
                "caches",
                status.caches().stream().map(cache -> cache(status, cache)).toList());
        all.put("methods", status.methods().stream().map(JsonFigures::method).toList());
        all.put("minutes", status.minutes().stream().map(JsonFigures::minute).toList());
        all.put(
                "costliestMethods",
                status.costliest().stream().map(NodeStatus.OfMethod::name).toList());
        all.put(
                "invalidations",
                status.invalidations().stream().map(JsonFigures::invalidation).toList());
        return Json.of(all) + "\n";
    }

    private static Map<String, @Nullable Object> cache(NodeStatus status, NodeStatus.OfCache cache) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", cache.name());
        json.put("version", cache.row() == null ? null : cache.row().version());
        json.put("revision", cache.row() == null ? null : cache.row().revision());
        json.put("changedAt", cache.changed());
        WindowFigures scopes = cache.scopes();
        if (scopes != null) {
            json.put("scopedInvalidations", scopes.invalidations());
            json.put("scopes", scopes.scopes());
            json.put(
                    "lastScopes",
                    scopes.last().stream().map(JournalTable::shown).toList());
        }
        json.putAll(figures(cache.figures()));
        json.put(
                "methods",
                status.methodsOf(cache.name()).stream()
                        .map(NodeStatus.OfMethod::name)
                        .toList());
        return json;
    }

    private static Map<String, @Nullable Object> method(NodeStatus.OfMethod method) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", method.name());
        json.put("caches", method.caches());
        json.putAll(figures(method.figures()));
        return json;
    }

    private static Map<String, @Nullable Object> figures(CacheStats figures) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("entries", figures.entries());
        json.put("hits", figures.hits());
        json.put("misses", figures.misses());
        Map<String, @Nullable Object> reasons = new LinkedHashMap<>();
        figures.reasons().forEach((reason, misses) -> reasons.put(reason.text(), misses));
        json.put("missesByReason", reasons);
        json.put("hitRatio", orNull(figures.hitRatio()));
        json.put("loads", figures.loads());
        json.put("failures", figures.failures());
        json.put("bypasses", figures.bypasses());
        boolean any = figures.times().count() > 0;
        json.put("meanLoadMillis", any ? figures.times().mean() / NANOS_PER_MILLI : null);
        json.put("p99LoadMillis", any ? figures.p99Nanos() / NANOS_PER_MILLI : null);
        json.put("lostMillis", figures.loads() > 0 ? figures.lostNanos() / NANOS_PER_MILLI : null);
        json.put("savedMillis", any ? figures.savedNanos() / NANOS_PER_MILLI : null);
        return json;
    }

    private static Map<String, @Nullable Object> minute(Minute minute) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("start", minute.start());
        json.put("hits", minute.hits());
        json.put("misses", minute.misses());
        json.put("hitRatio", orNull(minute.hitRatio()));
        json.put("loads", minute.loads());
        json.put("invalidated", minute.invalidated());
        return json;
    }

    private static Map<String, @Nullable Object> invalidation(SeenInvalidation seen) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("at", seen.at());
        json.put("caches", seen.caches());
        json.put("scopes", seen.scopes());
        json.put("thisNode", seen.places() != null);
        json.put("by", seen.places());
        json.put("user", seen.user());
        return json;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
