package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.internal.core.CachePlan;
import org.cacheversions.internal.core.CachedCall;
import org.jspecify.annotations.Nullable;

/** The plans of one bean's methods. Safe for use by many threads. */
final class MethodPlans {

    private final CachedCall calls;
    private final Map<Method, CachePlan> plans;
    private final Map<Method, Method> bridged = new ConcurrentHashMap<>();

    /** By identity: a container hands in an object of its own, always the same, and equality is slow to find out. */
    private volatile IdentityHashMap<Method, CachePlan> seen = new IdentityHashMap<>();

    MethodPlans(CachedCall calls, Map<Method, CachePlan> plans) {
        this.calls = calls;
        this.plans = plans;
    }

    CachedCall calls() {
        return calls;
    }

    /** Answers the plan of a method, or {@code null} if it is not cached: it is {@code void}, or caching is off. */
    @Nullable
    CachePlan of(Method method) {
        CachePlan plan = seen.get(method);
        return plan != null ? plan : find(method);
    }

    private @Nullable CachePlan find(Method method) {
        CachePlan plan = plans.get(method);
        if (plan == null && method.isBridge()) {
            plan = plans.get(bridged.computeIfAbsent(method, this::target));
        }
        IdentityHashMap<Method, CachePlan> known = seen;
        if (plan != null && known.size() <= 2 * plans.size()) { // enough for each method and its bridge
            IdentityHashMap<Method, CachePlan> more = new IdentityHashMap<>(known);
            more.put(method, plan);
            seen = more;
        }
        return plan;
    }

    /** Of several overloads none: which one the bridge leads to, reflection does not tell, and to compute is safe. */
    private Method target(Method bridge) {
        List<Method> targets = Bridges.targets(bridge, plans.keySet());
        return targets.size() == 1 ? targets.get(0) : bridge;
    }
}
