package org.cacheversions.it.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Notes whether the library's filter came first, whoever has mapped that. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class LaterFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute("pinnedFirst", request.getAttribute("cacheVersions") != null);
        chain.doFilter(request, response);
    }
}
