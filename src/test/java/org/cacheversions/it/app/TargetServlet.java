package org.cacheversions.it.app;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cacheversions.CacheVersions;

/** The target of dispatches, and the error page. */
@WebServlet(urlPatterns = "/target", asyncSupported = true)
public class TargetServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Notes notes;

    @Inject
    transient Counts counts;

    @Inject
    transient CacheVersions injected;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Counts.Total before = counts.total();
        CacheVersions versions = (CacheVersions) request.getAttribute("cacheVersions");
        String after = versions.get("notes") + " " + notes.text((Long) request.getAttribute("id"));
        new Reply()
                .with("before", request.getAttribute("before"))
                .with("after", after)
                .with("dispatcher", request.getDispatcherType())
                .with("injected", injected.get("notes"))
                .with(counts.total().since(before))
                .withVersionsOf(request)
                .send(response);
    }
}
