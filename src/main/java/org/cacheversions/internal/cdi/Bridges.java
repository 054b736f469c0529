package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A container may name the bridge that javac made for a generic or covariant method, which no draft is of. */
final class Bridges {

    private Bridges() {}

    /** Answers which of the methods a bridge may lead to: more than one only if they are overloads of each other. */
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

    /** Mostly the bridge takes more, but less where an interface names what a generic parent leaves open. */
    private static boolean fit(Class<?>[] some, Class<?>[] others) {
        for (int i = 0; i < some.length; i++) {
            if (!some[i].isAssignableFrom(others[i]) && !others[i].isAssignableFrom(some[i])) {
                return false;
            }
        }
        return true;
    }
}
