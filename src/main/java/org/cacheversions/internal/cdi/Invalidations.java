package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.CacheVersionsException;
import org.jspecify.annotations.Nullable;

/** The caches that methods with {@code @InvalidatesCache}, on themselves or their class, invalidate. Thread-safe. */
final class Invalidations {

    private final Map<BeanMethod, SortedSet<String>> found;
    private final Map<BeanMethod, SortedSet<String>> bridged = new ConcurrentHashMap<>();

    Invalidations(Map<BeanMethod, SortedSet<String>> found) {
        this.found = found;
    }

    /**
     * Returns the caches that a method invalidates.
     *
     * @throws CacheVersionsException if the method was not found at deployment; to continue would leave entries valid
     *     whose data it has changed
     */
    SortedSet<String> of(Class<?> bean, Method method) {
        BeanMethod key = new BeanMethod(bean, method);
        @Nullable SortedSet<String> caches = found.get(key);
        return caches != null ? caches : bridged.computeIfAbsent(key, this::ofTargets);
    }

    /** Returns the caches of all overloads, since reflection does not show which one the bridge calls. */
    private SortedSet<String> ofTargets(BeanMethod bridge) {
        SortedSet<String> caches = new TreeSet<>();
        if (bridge.method().isBridge()) {
            Map<Method, SortedSet<String>> ofBean = new HashMap<>();
            found.forEach((each, names) -> {
                if (each.bean().equals(bridge.bean())) {
                    ofBean.put(each.method(), names);
                }
            });
            ofBean.keySet().retainAll(Bridges.targets(bridge.method(), ofBean.keySet()));
            ofBean.values().forEach(names -> caches.addAll(names));
        }
        if (caches.isEmpty()) {
            throw new CacheVersionsException(
                    DeploymentMessages.unknownInvalidation(ScannedMethod.idOf(bridge.bean(), bridge.method())));
        }
        return caches;
    }
}
