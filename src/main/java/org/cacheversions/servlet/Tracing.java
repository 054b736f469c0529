package org.cacheversions.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.SortedSet;
import java.util.function.Function;
import org.cacheversions.admin.CacheVersionsServlet;
import org.cacheversions.internal.core.call.Trace;
import org.cacheversions.internal.core.call.TracedCall;
import org.cacheversions.internal.core.call.VersionContext;
import org.cacheversions.internal.core.figures.SeenInvalidation;
import org.cacheversions.spi.MissReason;
import org.jspecify.annotations.Nullable;

/**
 * Shows the cached calls of a request in its response and in the log.
 *
 * @param all whether every request is traced
 * @param role the role whose users' requests are traced, or {@code null}
 */
record Tracing(boolean all, @Nullable String role) {

    private static final System.Logger LOG = System.getLogger("org.cacheversions");
    private static final double NANOS_PER_MILLI = 1e6;

    /** Traces each request if {@code all}, else those of users that may see the operator's page. */
    static Tracing of(boolean all, @Nullable ServletContext context) {
        return new Tracing(
                all,
                context == null
                        ? null
                        : CacheVersionsServlet.role(
                                context.getServletRegistrations().values()));
    }

    void begin(VersionContext context, ServletRequest request) {
        if (request instanceof HttpServletRequest http && (all || (role != null && http.isUserInRole(role)))) {
            context.trace(new Trace());
        }
    }

    /** Returns the response that shows the cached calls of the request, if it is traced. */
    static ServletResponse shown(VersionContext context, ServletResponse response) {
        Trace trace = context.trace();
        return trace != null && response instanceof HttpServletResponse http
                ? new TracedResponse(http, trace)
                : response;
    }

    /** Shows the calls of a traced request, unless it goes on. */
    static void end(
            VersionContext context,
            ServletRequest request,
            ServletResponse response,
            Function<SortedSet<String>, @Nullable SeenInvalidation> last) {
        Trace trace = context.trace();
        if (trace == null
                || !(response instanceof TracedResponse shown)
                || !(request instanceof HttpServletRequest http)) {
            return;
        }
        shown.show();
        if (request.isAsyncStarted()) {
            shown.leave();
        } else if (trace.isToReport()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    ServletMessages.traced(http.getMethod(), http.getRequestURI(), trace.ended(), table(trace, last)));
        }
    }

    private static String table(Trace trace, Function<SortedSet<String>, @Nullable SeenInvalidation> last) {
        StringBuilder table = new StringBuilder();
        for (TracedCall call : trace.calls()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%n  %-6s %10.3f ms  %s%s %s%s",
                    result(call),
                    call.nanos() / NANOS_PER_MILLI,
                    "  ".repeat(call.depth()),
                    call.method(),
                    call.key(),
                    reason(call, last)));
        }
        return table.toString();
    }

    private static String result(TracedCall call) {
        if (call.hasFailed()) {
            return "failed";
        }
        return call.isBypass() ? "bypass" : call.reason() == null ? "hit" : "miss";
    }

    private static String reason(TracedCall call, Function<SortedSet<String>, @Nullable SeenInvalidation> last) {
        MissReason reason = call.reason();
        if (reason == null || call.isBypass()) {
            return "";
        }
        SeenInvalidation seen = reason == MissReason.INVALIDATED || reason == MissReason.OUTSIDE_WINDOW
                ? last.apply(call.caches())
                : null;
        return "; " + reason.text() + (seen == null ? "" : ": " + seen.text());
    }
}
