package org.cacheversions.it.app.migrated;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cacheversions.CacheInvalidator;

/** Returns a cached number, and invalidates it first if requested. */
@WebServlet("/counter")
public class CounterServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Counter counter;

    @Inject
    transient CacheInvalidator invalidator;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getParameter("invalidate") != null) {
            invalidator.invalidate(request.getParameter("invalidate"));
        }
        response.setContentType("text/plain");
        response.getWriter().print("text=" + counter.next() + "\n");
    }
}
