package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.internal.core.call.CachedCall;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.jspecify.annotations.Nullable;

/** Finds the plan of a method of one bean. Thread-safe. */
final class CachedMethods {

    private final CachedCall calls;
    private final Map<Method, CachedMethod> plans;
    private final Map<Method, Method> bridged = new ConcurrentHashMap<>();

    /** Compares by identity, since a container always passes the same object, and {@code Method.equals} is slow. */
    private volatile IdentityHashMap<Method, CachedMethod> seen = new IdentityHashMap<>();

    CachedMethods(CachedCall calls, Map<Method, CachedMethod> plans) {
        this.calls = calls;
        this.plans = plans;
    }

    CachedCall calls() {
        return calls;
    }

    /** Returns the plan of a method, or {@code null} if it is {@code void} or caching is switched off. */
    @Nullable
    CachedMethod of(Method method) {
        CachedMethod plan = seen.get(method);
        return plan != null ? plan : find(method);
    }

    private @Nullable CachedMethod find(Method method) {
        CachedMethod plan = plans.get(method);
        if (plan == null && method.isBridge()) {
            plan = plans.get(bridged.computeIfAbsent(method, this::target));
        }
        IdentityHashMap<Method, CachedMethod> known = seen;
        if (plan != null && known.size() <= 2 * plans.size()) { // enough for each method and its bridge
            IdentityHashMap<Method, CachedMethod> more = new IdentityHashMap<>(known);
            more.put(method, plan);
            seen = more;
        }
        return plan;
    }

    /**
     * Returns the method that a bridge calls, or the bridge itself if there are several overloads: reflection does not
     * show which one it calls, and not caching is safe.
     */
    private Method target(Method bridge) {
        List<Method> targets = Bridges.targets(bridge, plans.keySet());
        return targets.size() == 1 ? targets.get(0) : bridge;
    }
}
