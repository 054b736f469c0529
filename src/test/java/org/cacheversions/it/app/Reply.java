package org.cacheversions.it.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cacheversions.CacheVersions;

/** Lines of the form {@code name=value}. */
public final class Reply {

    private final StringBuilder lines = new StringBuilder();

    public Reply with(String name, Object value) {
        lines.append(name).append('=').append(value).append('\n');
        return this;
    }

    public Reply with(Report report) {
        return with("text", report.text()).with(report.total());
    }

    public Reply with(Counts.Total total) {
        return with("loads", total.loads())
                .with("hits", total.hits())
                .with("bypassed", total.bypassed())
                .with("versionsRead", total.versionsRead());
    }

    Reply with(CacheVersions versions) {
        versions.asMap().forEach((cache, version) -> with("version." + cache, version));
        return this;
    }

    /** Adds the versions of the request attribute, which exists even when the request scope is inactive. */
    Reply withVersionsOf(HttpServletRequest request) {
        return with((CacheVersions) request.getAttribute("cacheVersions"));
    }

    public void send(HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().print(lines);
    }
}
