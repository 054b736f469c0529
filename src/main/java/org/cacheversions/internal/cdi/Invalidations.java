package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.entries.ScopeParameters;
import org.cacheversions.internal.core.transaction.Targets;
import org.jspecify.annotations.Nullable;

/** The caches and scopes that methods with {@code @InvalidatesCache}, on themselves or their class, invalidate. Thread-safe. */
final class Invalidations {

    private final Map<BeanMethod, ScopeParameters> found;
    private final Map<BeanMethod, ScopeParameters> bridged = new ConcurrentHashMap<>();

    Invalidations(Map<BeanMethod, ScopeParameters> found) {
        this.found = found;
    }

    /** Returns the caches of each method. */
    Map<String, SortedSet<String>> caches() {
        Map<String, SortedSet<String>> caches = new TreeMap<>();
        found.forEach(
                (method, scopes) -> caches.put(ScannedMethod.idOf(method.bean(), method.method()), scopes.caches()));
        return caches;
    }

    /** Returns what a call invalidates; throws as {@link #of(Class, Method)}. */
    Targets of(Class<?> bean, Method method, @Nullable Object[] arguments) {
        ScopeParameters parameters = of(bean, method);
        List<Scope> scopes = parameters.ofEach(arguments);
        return scopes == null ? Targets.whole(parameters.caches()) : Targets.of(parameters.whole(), scopes);
    }

    /**
     * Returns what a method invalidates.
     *
     * @throws CacheVersionsException if the method was not found at deployment; to continue would leave entries valid
     *     whose data it has changed
     */
    ScopeParameters of(Class<?> bean, Method method) {
        BeanMethod key = new BeanMethod(bean, method);
        ScopeParameters known = found.get(key);
        return known != null ? known : bridged.computeIfAbsent(key, this::ofTargets);
    }

    /** Returns the whole caches of all overloads, since reflection does not show which one the bridge calls. */
    private ScopeParameters ofTargets(BeanMethod bridge) {
        List<ScopeParameters> targets = List.of();
        if (bridge.method().isBridge()) {
            Map<Method, ScopeParameters> ofBean = new HashMap<>();
            found.forEach((each, scopes) -> {
                if (each.bean().equals(bridge.bean())) {
                    ofBean.put(each.method(), scopes);
                }
            });
            ofBean.keySet().retainAll(Bridges.targets(bridge.method(), ofBean.keySet()));
            targets = List.copyOf(ofBean.values());
        }
        if (targets.isEmpty()) {
            throw new CacheVersionsException(
                    DeploymentMessages.unknownInvalidation(ScannedMethod.idOf(bridge.bean(), bridge.method())));
        }
        if (targets.size() == 1) {
            return targets.get(0);
        }
        SortedSet<String> caches = new TreeSet<>();
        targets.forEach(each -> caches.addAll(each.caches()));
        return ScopeParameters.none(caches);
    }
}
