package org.cacheversions.it.app.rest;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs inside the transaction of the method. */
@CountsCommits
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class CountsCommitsInterceptor {

    private static final AtomicInteger COMMITS = new AtomicInteger();

    @Resource
    TransactionSynchronizationRegistry transaction;

    static int commits() {
        return COMMITS.get();
    }

    @AroundInvoke
    Object count(InvocationContext invocation) throws Exception {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    COMMITS.incrementAndGet();
                }
            }
        });
        return invocation.proceed();
    }
}
