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
import java.util.List;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.call.RequestFacts;
import org.cacheversions.internal.core.call.ResponseTag;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.rest.NotModifiedException;
import org.cacheversions.rest.VersionedResponse;
import org.jspecify.annotations.Nullable;

/**
 * Runs inside the interceptors that check access, so that a 304 is an answer that the caller was allowed to have, and
 * outside those of a higher priority, such as MicroProfile Fault Tolerance. Thread-safe.
 */
@VersionedResponse({})
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_AFTER + 900)
class VersionedResponseInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    private final CacheRuntime runtime;
    private final Class<?> bean;

    @Inject
    VersionedResponseInterceptor(CacheRuntime runtime, @Intercepted Bean<?> bean) {
        this.runtime = runtime;
        this.bean = bean.getBeanClass();
    }

    @AroundInvoke
    @Nullable
    Object call(InvocationContext invocation) throws Exception {
        VersionContexts contexts = runtime.engine().contexts();
        VersionContext context = contexts.current();
        RequestFacts facts = context == null ? null : context.facts();
        Method method = invocation.getMethod();
        TaggedMethod tagged = runtime.scan().tagged().of(bean, method);
        if (context != null && context.isRequest() && facts == null) {
            runtime.engine().warnings().once(DeploymentMessages.noRevision());
        }
        if (context != null && facts != null && facts.isRead() && tagged != null) {
            List<Scope> scopes = tagged.scopes().of(VersionedCacheInterceptor.arguments(invocation));
            ResponseTag tag = scopes == null // one that is null may be any
                    ? contexts.tag(context, tagged.caches(), List.of(), tagged.policy())
                    : contexts.tag(context, tagged.scopes().whole(), scopes, tagged.policy());
            if (tag != null && tag.isAmong(facts.header("If-None-Match"))) {
                throw new NotModifiedException();
            }
        }
        return invocation.proceed();
    }
}
