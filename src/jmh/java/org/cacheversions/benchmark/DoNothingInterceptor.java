package org.cacheversions.benchmark;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;

/** The baseline: the container's cost of any interceptor. */
@DoNothing
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class DoNothingInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    @AroundInvoke
    Object call(InvocationContext invocation) throws Exception {
        return invocation.proceed();
    }
}
