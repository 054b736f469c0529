package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

/** The methods of a bean that a container may intercept. */
final class BusinessMethods {

    private BusinessMethods() {}

    /** Returns whether a method that the class of a bean declares or inherits is one of them. */
    static boolean include(Class<?> bean, Method method) {
        return !Modifier.isStatic(method.getModifiers())
                && !Modifier.isPrivate(method.getModifiers())
                && !method.isBridge()
                && method.getDeclaringClass() != Object.class
                && !isOverridden(bean, method);
    }

    private static boolean isOverridden(Class<?> bean, Method method) {
        for (Class<?> type = bean; type != null && type != method.getDeclaringClass(); type = type.getSuperclass()) {
            for (Method other : type.getDeclaredMethods()) {
                if (other.getName().equals(method.getName())
                        && Arrays.equals(other.getParameterTypes(), method.getParameterTypes())
                        && !leadsToParent(other, type)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Returns whether a bridge calls a method of the superclass. javac generates such bridges in a public class for
     * public methods of a superclass that is not public; all others call a method of the same class.
     */
    private static boolean leadsToParent(Method method, Class<?> type) {
        return method.isBridge()
                && Bridges.targets(
                                method,
                                Arrays.stream(type.getDeclaredMethods())
                                        .filter(other -> !other.isBridge())
                                        .toList())
                        .isEmpty();
    }
}
