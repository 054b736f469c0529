package org.cacheversions.it.app.rest;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/** A check of access as an application may have it. */
@OnlyReaders
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class OnlyReadersInterceptor {

    @Inject
    HttpServletRequest request;

    @AroundInvoke
    Object check(InvocationContext invocation) throws Exception {
        Principal user = request.getUserPrincipal();
        if (user == null || !user.getName().equals("reader")) {
            throw new RefusedException();
        }
        return invocation.proceed();
    }
}
