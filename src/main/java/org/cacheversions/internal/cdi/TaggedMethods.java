package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.cacheversions.internal.core.entries.ScopeParameters;
import org.cacheversions.rest.VersionedResponse;
import org.jspecify.annotations.Nullable;

/** The resource methods with {@code @VersionedResponse}. Filled by one thread, then thread-safe. */
final class TaggedMethods {

    private final Map<BeanMethod, TaggedMethod> methods = new HashMap<>();

    /** Adds a method; if an attribute of the annotation is bad, adds a problem instead. */
    void add(BeanMethod method, ScopeParameters scopes, VersionedResponse response, Set<String> problems) {
        try {
            methods.put(method, new TaggedMethod(scopes, TaggedMethod.policy(method, response)));
        } catch (IllegalArgumentException e) {
            problems.add(DeploymentMessages.badResponse(idOf(method), String.valueOf(e.getMessage())));
        }
    }

    /** Returns what the response of a method depends on, or {@code null} without {@code @VersionedResponse}. */
    @Nullable
    TaggedMethod of(Class<?> bean, Method method) {
        return methods.get(new BeanMethod(bean, method));
    }

    /** Returns the caches that the response of each method depends on. */
    Map<String, SortedSet<String>> caches() {
        Map<String, SortedSet<String>> caches = new HashMap<>();
        methods.forEach((method, tagged) -> caches.put(idOf(method), tagged.caches()));
        return caches;
    }

    private static String idOf(BeanMethod method) {
        return ScannedMethod.idOf(method.bean(), method.method());
    }
}
