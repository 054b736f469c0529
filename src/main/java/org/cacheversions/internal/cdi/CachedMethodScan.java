package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.cacheversions.CacheKey;
import org.cacheversions.CacheKeyGenerator;
import org.cacheversions.CacheName;
import org.cacheversions.CacheScope;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.Scope;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.VersionedCache;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.entries.ResultTypes;
import org.cacheversions.internal.core.entries.ScopeParameters;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.remote.GenericTypes;
import org.cacheversions.rest.VersionedResponse;
import org.jspecify.annotations.Nullable;

/** Finds cached methods, and problems of their annotations, at deployment. Used by one thread at a time. */
final class CachedMethodScan {

    private static final String DURATIONS = "an ISO-8601 duration above zero, such as PT10M";

    private final List<ScannedMethod> methods = new ArrayList<>();
    private final Map<BeanMethod, ScopeParameters> invalidations = new HashMap<>();
    private final TaggedMethods tagged = new TaggedMethods();
    private final ScopeScan scopes = new ScopeScan();
    private final List<SortedSet<String>> injected = new ArrayList<>();
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<Class<?>> inspected = new HashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    List<ScannedMethod> methods() {
        return methods;
    }

    /** Returns the caches and scopes that each method with {@code @InvalidatesCache}, on itself or its class, invalidates. */
    Map<BeanMethod, ScopeParameters> invalidations() {
        return invalidations;
    }

    /** Returns the methods whose responses may have tags. */
    TaggedMethods tagged() {
        return tagged;
    }

    /** Returns the caches that the response of each method depends on. */
    Map<String, SortedSet<String>> taggedCaches() {
        return tagged.caches();
    }

    /** Returns the caches that are known to have scopes; thread-safe, and grows. */
    SortedSet<String> scopedCaches() {
        return scopes.caches();
    }

    /** Throws {@link IllegalArgumentException} if a scope cannot be one of its cache. */
    void require(Scope scope) {
        scopes.require(scope);
    }

    /** Does the same for a scope of an injected cache, and requires its size of all others from now on. */
    void requireOrFix(Scope scope) {
        scopes.requireOrFix(scope);
    }

    /** Adds a problem if scopes of a cache have another number of components than those of entities at a place. */
    void compareScopes(String cache, int size, String place, Set<String> into) {
        scopes.compare(cache, size, place, into);
    }

    boolean isInspected(Class<?> bean) {
        return inspected.contains(bean);
    }

    List<SortedSet<String>> injected() {
        return injected;
    }

    Set<String> problems() {
        return problems;
    }

    Set<String> warnings() {
        return warnings;
    }

    /** Inspects the methods of a bean. */
    void inspect(AnnotatedType<?> type, BeanState state, BeanManager beans) {
        inspected.add(type.getJavaClass());
        Bindings bindings = new Bindings(beans);
        VersionedCache ofClass = bindings.on(type, VersionedCache.class);
        InvalidatesCache invalidatesOfClass = bindings.on(type, InvalidatesCache.class);
        VersionedResponse responseOfClass = bindings.on(type, VersionedResponse.class);
        for (AnnotatedMethod<?> method : type.getMethods()) {
            Method member = method.getJavaMember();
            if (!BusinessMethods.include(type.getJavaClass(), member)) {
                continue;
            }
            String place = ScannedMethod.idOf(type.getJavaClass(), member);
            InvalidatesCache invalidates = bindings.on(method, InvalidatesCache.class);
            if (invalidates == null) {
                invalidates = invalidatesOfClass;
            }
            if (invalidates != null) {
                if (hidesItsEnd(member)) {
                    problems.add(DeploymentMessages.invalidatesByFuture(place, member.getReturnType()));
                }
                if (invalidates.scope().length > 0) {
                    problems.add(DeploymentMessages.scopeByName(place));
                }
                SortedSet<String> caches = names(invalidates.value(), "@InvalidatesCache at " + place);
                if (caches != null) {
                    invalidations.put(
                            new BeanMethod(type.getJavaClass(), member),
                            scopes.of(method, caches, true, place, problems));
                }
            }
            VersionedResponse response = bindings.on(method, VersionedResponse.class);
            if (response == null) {
                response = responseOfClass;
            }
            if (response != null) {
                SortedSet<String> caches = names(response.value(), "@VersionedResponse at " + place);
                if (caches != null) {
                    tagged.add(
                            new BeanMethod(type.getJavaClass(), member),
                            scopes.of(method, caches, false, place, problems),
                            response,
                            problems);
                }
            }
            VersionedCache own = bindings.on(method, VersionedCache.class);
            if (member.getReturnType() != void.class) {
                VersionedCache binding = own != null ? own : ofClass;
                if (binding != null) {
                    if (invalidates != null) {
                        problems.add(DeploymentMessages.cachedAndInvalidates(place));
                    }
                    scan(type.getJavaClass(), state, method, binding, bindings.suspendTransactions(type, method));
                }
            } else if (own != null) {
                problems.add(DeploymentMessages.voidMethod(place));
            }
        }
    }

    void inspect(CacheName name, String place) {
        SortedSet<String> caches = names(name.value(), "@CacheName at " + place);
        if (caches != null) {
            injected.add(caches);
        }
    }

    private void scan(
            Class<?> bean, BeanState state, AnnotatedMethod<?> method, VersionedCache binding, boolean apart) {
        String place = ScannedMethod.idOf(bean, method.getJavaMember());
        SortedSet<String> caches = names(binding.value(), "@VersionedCache at " + place);
        duration("ttl", binding.ttl(), place);
        duration("lockTimeout", binding.lockTimeout(), place);
        duration("staleOnError", binding.staleOnError(), place);
        duration("refreshAhead", binding.refreshAhead(), place);
        Class<?> usedOnce = ResultTypes.unshareable(returnType(bean, method.getJavaMember()));
        if (usedOnce != null) {
            problems.add(DeploymentMessages.usedOnce(place, usedOnce));
        }
        List<Integer> keyParameters = method.getParameters().stream()
                .filter(parameter -> parameter.isAnnotationPresent(CacheKey.class)
                        || (method.getParameters().stream().anyMatch(other -> other.isAnnotationPresent(CacheKey.class))
                                && parameter.isAnnotationPresent(CacheScope.class)))
                .map(AnnotatedParameter::getPosition)
                .sorted()
                .toList();
        if (state.own() != null && keyParameters.isEmpty() && binding.keyGenerator() == CacheKeyGenerator.class) {
            warnings.add(DeploymentMessages.cachedStateOfOne(place, state.own()));
        }
        if (caches != null) {
            methods.add(new ScannedMethod(
                    bean,
                    method.getJavaMember(),
                    binding,
                    caches,
                    keyParameters,
                    state.lasting(),
                    scopes.of(method, caches, false, place, problems),
                    apart));
        }
    }

    /** Returns the return type as the bean sees it, which may have given a type to a variable of its superclass. */
    private static Type returnType(Class<?> bean, Method method) {
        Type owner = bean;
        while (GenericTypes.raw(owner) != method.getDeclaringClass()) {
            Type parent = GenericTypes.raw(owner).getGenericSuperclass();
            if (parent == null) {
                return method.getGenericReturnType(); // of an interface
            }
            owner = GenericTypes.resolved(parent, owner);
        }
        return GenericTypes.resolved(method.getGenericReturnType(), owner);
    }

    private @Nullable SortedSet<String> names(String[] names, String place) {
        if (names.length == 0) {
            problems.add(DeploymentMessages.noCacheNamedAt(place));
            return null;
        }
        try {
            return CacheNames.sorted(List.of(names));
        } catch (UnknownCacheException e) {
            for (String name : names) {
                if (!CacheNames.isValid(name)) {
                    problems.add(DeploymentMessages.invalidNameAt(place, name));
                }
            }
            return null;
        }
    }

    private void duration(String attribute, String value, String place) {
        if (!value.isEmpty()) {
            try {
                Configuration.duration(value);
            } catch (IllegalArgumentException e) {
                problems.add(DeploymentMessages.badAttribute(place, attribute, value, DURATIONS));
            }
        }
    }

    /**
     * Returns whether a method returns before its work is done, in a form that the library cannot follow. The container
     * runs an asynchronous method of a session bean as a whole, interceptors included, on another thread.
     */
    private static boolean hidesItsEnd(Method method) {
        Class<?> type = method.getReturnType();
        return (Future.class.isAssignableFrom(type)
                        || CompletionStage.class.isAssignableFrom(type)
                        || ResultTypes.isPublisher(type))
                && type != CompletableFuture.class
                && type != CompletionStage.class
                && !isAsynchronous(method)
                && !isAsynchronous(method.getDeclaringClass());
    }

    private static boolean isAsynchronous(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().equals("jakarta.ejb.Asynchronous"));
    }
}
