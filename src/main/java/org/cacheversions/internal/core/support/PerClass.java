package org.cacheversions.internal.core.support;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A value for each class, computed once. A {@link ClassValue} would be stored in the class, and a class of the JDK or the
 * server would then keep an undeployed application reachable. Thread-safe.
 */
public final class PerClass<T> {

    private final ConcurrentHashMap<Class<?>, T> values = new ConcurrentHashMap<>();
    private final Function<Class<?>, T> compute;

    public PerClass(Function<Class<?>, T> compute) {
        this.compute = compute;
    }

    public T get(Class<?> type) {
        T known = values.get(type);
        if (known != null) {
            return known;
        }
        T made = compute.apply(type); // not in the map's own function, since it may ask for another class
        T other = values.putIfAbsent(type, made);
        return other != null ? other : made;
    }
}
