package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.cacheversions.CacheScope;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.entries.ScopeParameters;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parameters that make up scopes, and problems of them, at deployment. Used by one thread at a time until then.
 */
final class ScopeScan {

    /** How many components the scopes of a cache have. */
    private record Size(int components, String place) {}

    private final Map<String, Size> sizes = new ConcurrentHashMap<>();
    private final SortedSet<String> scoped = new ConcurrentSkipListSet<>();

    /** Returns the caches that are known to have scopes. The set is thread-safe, and grows with the scan. */
    SortedSet<String> caches() {
        return scoped;
    }

    /** Returns the scope parameters of a method; {@code many} if one may stand for several scopes. */
    ScopeParameters of(
            AnnotatedMethod<?> method, SortedSet<String> caches, boolean many, String place, Set<String> problems) {
        SortedMap<String, List<Integer>> positions = new TreeMap<>();
        Map<String, Integer> components = new TreeMap<>();
        for (AnnotatedParameter<?> parameter : method.getParameters()) {
            CacheScope annotation = parameter.getAnnotation(CacheScope.class);
            if (annotation == null) {
                continue;
            }
            int size = size(parameter.getBaseType(), many);
            if (size == 0) {
                problems.add(DeploymentMessages.unfitScope(
                        place, parameter.getBaseType().getTypeName()));
            }
            Collection<String> named = annotation.value().length == 0 ? caches : Arrays.asList(annotation.value());
            for (String cache : named) {
                if (!caches.contains(cache)) {
                    problems.add(DeploymentMessages.scopeOfOtherCache(place, cache, caches));
                    continue;
                }
                positions.computeIfAbsent(cache, name -> new ArrayList<>()).add(parameter.getPosition());
                components.merge(cache, size, (some, more) -> some < 0 || more < 0 ? -1 : some + more);
            }
        }
        components.forEach((cache, size) -> compare(cache, size, place, problems));
        SortedSet<String> whole = new TreeSet<>(caches);
        whole.removeAll(positions.keySet());
        return components.containsValue(-1)
                ? new ScopeParameters(positions, whole, scope -> requireAt(scope, place))
                : new ScopeParameters(positions, whole);
    }

    /** Throws {@link IllegalArgumentException} if a scope has another number of components than the parameters found. */
    void require(Scope scope) {
        Size known = sizes.get(scope.cache());
        if (known != null && known.components != scope.components().size()) {
            throw new IllegalArgumentException(
                    DeploymentMessages.otherScope(scope.toString(), known.place, known.components));
        }
    }

    /** Does the same for a scope of an injected cache, and requires its size of all others from now on. */
    void requireOrFix(Scope scope) {
        requireAt(scope, "Cache.scope");
        scoped.add(scope.cache());
    }

    private void requireAt(Scope scope, String place) {
        sizes.putIfAbsent(scope.cache(), new Size(scope.components().size(), place));
        require(scope);
    }

    /** Adds a problem if the scopes of a cache have another number of components at another place. */
    void compare(String cache, int size, String place, Set<String> problems) {
        scoped.add(cache);
        if (size <= 0) {
            return; // a type variable, or a problem already
        }
        Size known = sizes.putIfAbsent(cache, new Size(size, place));
        if (known != null && known.components != size) {
            problems.add(DeploymentMessages.otherScopes(cache, known.place, known.components, place, size));
        }
    }

    /** Returns the number of components, 0 if the type is not possible, or -1 if it is not known. */
    private static int size(Type type, boolean many) {
        Type element = many ? elementOf(type) : null;
        Type single = element == null ? type : element;
        return single instanceof Class<?> known
                ? ScopeParameters.sizeOf(known)
                : single instanceof ParameterizedType ? 0 : -1;
    }

    private static @Nullable Type elementOf(Type type) {
        if (type instanceof Class<?> known && known.isArray()) {
            return known.getComponentType();
        }
        return type instanceof ParameterizedType parameterized
                        && parameterized.getRawType() instanceof Class<?> raw
                        && Collection.class.isAssignableFrom(raw)
                ? parameterized.getActualTypeArguments()[0]
                : null;
    }
}
