package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cacheversions.internal.core.call.CachedCall;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.jspecify.annotations.Nullable;

/** Finds what is known of a cached method of one bean. Thread-safe. */
final class CachedMethods {

    private final CachedCall calls;
    private final Map<Method, CachedMethod> methods;
    private final Map<Method, Method> bridged = new ConcurrentHashMap<>();

    /** Compares by identity, since a container always passes the same object, and {@code Method.equals} is slow. */
    private volatile IdentityHashMap<Method, CachedMethod> seen = new IdentityHashMap<>();

    CachedMethods(CachedCall calls, Map<Method, CachedMethod> methods) {
        this.calls = calls;
        this.methods = methods;
    }

    CachedCall calls() {
        return calls;
    }

    /** Returns what is known of a method, or {@code null} if it is {@code void} or caching is switched off. */
    @Nullable
    CachedMethod of(Method method) {
        CachedMethod cached = seen.get(method);
        return cached != null ? cached : find(method);
    }

    private @Nullable CachedMethod find(Method method) {
        CachedMethod cached = methods.get(method);
        if (cached == null && method.isBridge()) {
            cached = methods.get(bridged.computeIfAbsent(method, this::target));
        }
        IdentityHashMap<Method, CachedMethod> known = seen;
        if (cached != null && known.size() <= 2 * methods.size()) { // enough for each method and its bridge
            IdentityHashMap<Method, CachedMethod> more = new IdentityHashMap<>(known);
            more.put(method, cached);
            seen = more;
        }
        return cached;
    }

    /**
     * Returns the method that a bridge calls, or the bridge itself if there are several overloads: reflection does not
     * show which one it calls, and not caching is safe.
     */
    private Method target(Method bridge) {
        List<Method> targets = Bridges.targets(bridge, methods.keySet());
        return targets.size() == 1 ? targets.get(0) : bridge;
    }
}
