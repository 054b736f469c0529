package org.cacheversions.internal.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.internal.core.entries.ResultTypes;
import org.cacheversions.internal.core.transaction.Targets;
import org.jspecify.annotations.Nullable;

/**
 * Runs inside the interceptor of {@code @Transactional}, so the new versions are part of the method's transaction.
 * Thread-safe.
 */
@InvalidatesCache("")
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 210)
class InvalidatesCacheInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    private final CacheRuntime runtime;
    private final Class<?> bean;

    @Inject
    InvalidatesCacheInterceptor(CacheRuntime runtime, @Intercepted Bean<?> bean) {
        this.runtime = runtime;
        this.bean = bean.getBeanClass();
    }

    @AroundInvoke
    @Nullable
    Object call(InvocationContext invocation) throws Exception {
        Method method = invocation.getMethod();
        // before the call, which may change the arguments
        Targets targets = runtime.invalidatedBy(bean, method, VersionedCacheInterceptor.arguments(invocation));
        Object result = invocation.proceed();
        if (result instanceof CompletionStage<?> stage) {
            return runtime.invalidateAfter(stage, targets, ScannedMethod.idOf(bean, method));
        }
        runtime.invalidate(targets, ScannedMethod.idOf(bean, method));
        boolean future = result instanceof Future<?> && !Future.class.isAssignableFrom(method.getReturnType());
        if (future || (result != null && ResultTypes.isPublisher(result.getClass()))) {
            // the work may go on; what was written so far is invalidated, since it may be committed already
            throw new CacheVersionsException(
                    DeploymentMessages.invalidatesByFuture(ScannedMethod.idOf(bean, method), result.getClass()));
        }
        return result;
    }
}
