package org.cacheversions.cluster.app;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cacheversions.CacheVersions;
import org.cacheversions.CacheVersionsException;

/** What the checker talks to. An answer is a line for each kind of reading, which begins with a letter. */
public class ClusterServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Readings readings;

    @Inject
    transient Writes writes;

    @Inject
    transient Halting halting;

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
                case "/halt" -> halting.arm(request.getParameter("at"));
                case "/clock" ->
                    clock.shift(request.getParameter("which"), Long.parseLong(request.getParameter("millis")));
                case "/counts" -> counts.toString();
                default -> throw new IllegalArgumentException(request.getPathInfo());
            };
        } catch (Exception e) { // interceptors throw checked ones as well, such as RollbackException
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
        Order order = Order.of(request);
        Tale tale = new Tale();
        boolean committed = order.end() == Order.End.COMMIT;
        try {
            if (order.kind() == Order.Kind.ONE && Group.of(order.item()) == Group.RED) {
                writes.writeRed(order, tale);
            } else {
                writes.write(order, tale);
            }
        } catch (OrderedFailure e) {
            committed = false;
        }
        return "r " + tale.before + "\n"
                + (committed ? "w " : "x ") + String.join(" ", tale.written) + "\n"
                + "w " + String.join(" ", tale.committed) + "\n"
                + "o " + String.join(" ", tale.own) + "\n"
                + "a " + readings.item(order.item()) + " " + readings.item(order.other()) + "\n"
                + labels(request);
    }

    /** The versions of the request, for whoever looks into a wrong answer. */
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
