package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Resolves bridge methods. A container may pass the bridge that javac generated for a generic or covariant method to an
 * interceptor, while only the method itself is known from deployment.
 */
final class Bridges {

    private Bridges() {}

    /** Returns the methods that a bridge may call: more than one only if they are overloads of each other. */
    static List<Method> targets(Method bridge, Collection<Method> methods) {
        List<Method> candidates = methods.stream()
                .filter(method -> method.getName().equals(bridge.getName())
                        && method.getParameterCount() == bridge.getParameterCount()
                        && bridge.getReturnType().isAssignableFrom(method.getReturnType())
                        && fit(bridge.getParameterTypes(), method.getParameterTypes()))
                .toList();
        List<Method> same = candidates.stream()
                .filter(method -> Arrays.equals(method.getParameterTypes(), bridge.getParameterTypes()))
                .toList();
        return same.isEmpty() ? candidates : same;
    }

    /**
     * The parameter types of a bridge are usually wider than those of its target. They are narrower where an interface
     * fixes a type that a generic superclass leaves open.
     */
    private static boolean fit(Class<?>[] some, Class<?>[] others) {
        for (int i = 0; i < some.length; i++) {
            if (!some[i].isAssignableFrom(others[i]) && !others[i].isAssignableFrom(some[i])) {
                return false;
            }
        }
        return true;
    }
}
