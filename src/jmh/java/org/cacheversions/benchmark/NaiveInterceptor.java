package org.cacheversions.benchmark;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.util.List;

/** A cache of ten lines. */
@Naive
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class NaiveInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Cache<List<Object>, Object> ENTRIES =
            Caffeine.newBuilder().maximumSize(100_000).build();

    @AroundInvoke
    Object call(InvocationContext invocation) throws Exception {
        List<Object> key = List.of(invocation.getParameters());
        Object found = ENTRIES.getIfPresent(key);
        if (found == null) {
            found = invocation.proceed();
            ENTRIES.put(key, found);
        }
        return found;
    }
}
