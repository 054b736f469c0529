package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.Intercepted;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.cacheversions.VersionedCache;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.jspecify.annotations.Nullable;

/**
 * Runs outside the interceptor of {@code @Transactional}: a hit starts no transaction, and a transaction of the load
 * has ended before its value is stored. Thread-safe.
 */
@VersionedCache("")
class VersionedCacheInterceptor implements Serializable {

    static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 180;

    private static final @Nullable Object[] NONE = {};

    private static final long serialVersionUID = 1L;

    private final CacheRuntime runtime;
    private final Class<?> bean;
    private transient @Nullable CachedMethods methods;

    @Inject
    VersionedCacheInterceptor(CacheRuntime runtime, @Intercepted Bean<?> bean) {
        this.runtime = runtime;
        this.bean = bean.getBeanClass();
    }

    @AroundInvoke // Payara's EJB container finds the method by its annotation
    @Nullable
    Object call(InvocationContext invocation) throws Exception {
        CachedMethods known = methods;
        if (known == null) {
            known = runtime.methodsOf(bean);
            methods = known;
        }
        CachedMethod method = known.of(invocation.getMethod());
        if (method == null) {
            runtime.requireInspected(bean, invocation.getMethod());
            return invocation.proceed();
        }
        return known.calls().call(method, arguments(invocation), invocation::proceed);
    }

    /** Payara's EJB container returns {@code null} for a method without parameters. */
    static @Nullable Object[] arguments(InvocationContext invocation) {
        @Nullable Object @Nullable [] arguments = invocation.getParameters();
        return arguments == null ? NONE : arguments;
    }
}
