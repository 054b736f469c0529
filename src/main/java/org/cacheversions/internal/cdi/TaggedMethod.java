package org.cacheversions.internal.cdi;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import org.cacheversions.internal.core.call.TagPolicy;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.entries.ScopeParameters;
import org.cacheversions.rest.VersionedResponse;

/**
 * A resource method with {@code @VersionedResponse}, on itself or its class.
 *
 * @param scopes the caches that the response depends on, and the parameters that make up their scopes
 */
record TaggedMethod(ScopeParameters scopes, TagPolicy policy) {

    private static final String PRODUCES = "jakarta.ws.rs.Produces";

    /** Throws {@link IllegalArgumentException} if {@code vary} or {@code maxAge} is bad. */
    static TagPolicy policy(BeanMethod method, VersionedResponse response) {
        Duration maxAge = response.maxAge().isEmpty() ? null : Configuration.duration(response.maxAge());
        return TagPolicy.of(List.of(response.vary()), maxAge, response.cacheControl(), response.cacheGroups())
                .producing(types(method));
    }

    /** Returns the types in {@code @Produces}. If there are none, or they are inherited, any writer may be selected. */
    private static List<String> types(BeanMethod method) {
        List<String> own = types(method.method());
        return own.isEmpty() ? types(method.bean()) : own;
    }

    /** Jakarta REST may be absent, since the library's servlets work without it. */
    private static List<String> types(AnnotatedElement element) {
        for (Annotation annotation : element.getAnnotations()) {
            Class<? extends Annotation> type = annotation.annotationType();
            if (type.getName().equals(PRODUCES)) {
                try {
                    String[] values = (String[]) type.getMethod("value").invoke(annotation);
                    return Arrays.stream(String.join(",", values).split(","))
                            .map(String::strip)
                            .toList();
                } catch (ReflectiveOperationException e) {
                    return List.of();
                }
            }
        }
        return List.of();
    }

    SortedSet<String> caches() {
        return scopes.caches();
    }
}
