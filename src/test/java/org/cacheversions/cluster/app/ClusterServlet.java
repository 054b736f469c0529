package org.cacheversions.cluster.app;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cacheversions.CacheVersions;
import org.cacheversions.CacheVersionsException;

/** Serves the checker. The response has a line for each kind of reading, with a leading letter. */
public class ClusterServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient CachedReads readings;

    @Inject
    transient Writes writes;

    @Inject
    transient HaltingFaultPoint haltingPoint;

    @Inject
    transient Counts counts;

    @Inject
    transient ShiftedClock clock;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String answer;
        try {
            answer = switch (request.getPathInfo()) {
                case "/read" -> read(request);
                case "/write" -> write(request);
                case "/halt" -> haltingPoint.arm(request.getParameter("at"));
                case "/clock" ->
                    clock.shift(request.getParameter("which"), Long.parseLong(request.getParameter("millis")));
                case "/counts" -> counts.toString();
                default -> throw new IllegalArgumentException(request.getPathInfo());
            };
        } catch (Exception e) { // interceptors also throw checked exceptions such as RollbackException
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            answer = causes(e);
        }
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(answer);
    }

    private String read(HttpServletRequest request) {
        String[] questions = request.getParameter("q").split("\\.");
        boolean inTransaction = request.getParameter("tx") != null;
        return "r " + (inTransaction ? readings.answerInTransaction(questions) : readings.answer(questions)) + "\n"
                + labels(request);
    }

    private String write(HttpServletRequest request) {
        WriteRequest write = WriteRequest.of(request);
        WriteResult result = new WriteResult();
        boolean committed = write.end() == WriteRequest.End.COMMIT;
        try {
            if (write.kind() == WriteRequest.Kind.ONE && Group.of(write.item()) == Group.RED) {
                writes.writeRed(write, result);
            } else {
                writes.write(write, result);
            }
        } catch (RequestedFailure e) {
            committed = false;
        }
        return "r " + result.before + "\n"
                + (committed ? "w " : "x ") + String.join(" ", result.written) + "\n"
                + "w " + String.join(" ", result.committed) + "\n"
                + "o " + String.join(" ", result.own) + "\n"
                + "a " + readings.item(write.item()) + " " + readings.item(write.other()) + "\n"
                + labels(request);
    }

    /** Returns the versions of the request, for the analysis of a wrong answer. */
    private static String labels(HttpServletRequest request) {
        CacheVersions versions = (CacheVersions) request.getAttribute("cacheVersions");
        try {
            StringBuilder labels = new StringBuilder("l");
            for (Group group : Group.values()) {
                labels.append(' ').append(versions.key(group.cache()));
            }
            return labels.toString();
        } catch (CacheVersionsException e) {
            return "l none";
        }
    }

    private static String causes(Throwable problem) {
        StringBuilder causes = new StringBuilder();
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            causes.append(cause.toString().replace('\n', ' ')).append("; ");
        }
        return causes.toString();
    }
}
