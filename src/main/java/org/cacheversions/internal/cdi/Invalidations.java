package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.CacheVersionsException;
import org.jspecify.annotations.Nullable;

/** What methods invalidate that say so themselves or by their class. Safe for use by many threads. */
final class Invalidations {

    private final Map<BeanMethod, SortedSet<String>> found;
    private final Map<BeanMethod, SortedSet<String>> bridged = new ConcurrentHashMap<>();

    /** Takes what was found at deployment. */
    Invalidations(Map<BeanMethod, SortedSet<String>> found) {
        this.found = found;
    }

    /**
     * Answers what a method invalidates.
     *
     * @throws CacheVersionsException if nobody knows: to go on would leave stale what it has changed
     */
    SortedSet<String> of(Class<?> bean, Method method) {
        BeanMethod key = new BeanMethod(bean, method);
        @Nullable SortedSet<String> caches = found.get(key);
        return caches != null ? caches : bridged.computeIfAbsent(key, this::ofTargets);
    }

    /** Of several overloads all: which one the bridge leads to, reflection does not tell. */
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
