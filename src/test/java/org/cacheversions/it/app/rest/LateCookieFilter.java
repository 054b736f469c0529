package org.cacheversions.it.app.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.ext.Provider;

/** Sets a cookie after other response filters. */
@Provider
@Priority(-1_000_000)
public class LateCookieFilter implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getUriInfo().getPath().endsWith("/late-cookie")) {
            response.getHeaders()
                    .add("Set-Cookie", new NewCookie.Builder("a").value("b").build());
        }
    }
}
