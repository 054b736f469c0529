package org.cacheversions.internal.cdi;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.cacheversions.VersionedCache;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.entries.ScopeParameters;
import org.jspecify.annotations.Nullable;

/**
 * A cached method as it was found at deployment.
 *
 * @param bean the class of the bean
 * @param method the method, which may be inherited
 * @param binding the annotation that applies
 * @param caches the caches that the annotation names, sorted
 * @param keyParameters the positions of the parameters that make up the key, or empty for all parameters
 * @param lasting whether the bean has one instance that lasts as long as the application
 * @param scopes the parameters that make up the scopes of the caches
 * @param apart whether {@code @Transactional} suspends a transaction of the caller
 */
record ScannedMethod(
        Class<?> bean,
        Method method,
        VersionedCache binding,
        SortedSet<String> caches,
        List<Integer> keyParameters,
        boolean lasting,
        ScopeParameters scopes,
        boolean apart) {

    String id() {
        return idOf(bean, method);
    }

    static String idOf(Class<?> bean, Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(",", bean.getName() + "." + method.getName() + "(", ")"));
    }

    boolean isAsynchronous() {
        Class<?> type = method.getReturnType();
        return type == CompletionStage.class || type == CompletableFuture.class || type == Future.class;
    }

    boolean isRefreshed() {
        return !binding.refreshAhead().isEmpty();
    }

    /** Returns how long entries live, or {@code null} for no limit. */
    @Nullable
    Duration timeToLive(Configuration configuration) {
        return binding.ttl().isEmpty() ? configuration.timeToLiveOf(caches) : Configuration.duration(binding.ttl());
    }

    Type valueType() {
        Type type = method.getGenericReturnType();
        if (!isAsynchronous()) {
            return type;
        }
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[0]
                : Object.class;
    }
}
