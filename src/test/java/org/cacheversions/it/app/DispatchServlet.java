package org.cacheversions.it.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cacheversions.CacheVersions;

/**
 * Reads a note, lets another transaction change it, and dispatches to {@link TargetServlet} in the way that the path
 * names. The request must still see the old note.
 */
@WebServlet(urlPatterns = "/dispatch/*", asyncSupported = true)
public class DispatchServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Notes notes;

    @Inject
    transient Counts counts;

    @Inject
    transient CacheVersions versions;

    @Resource
    transient ManagedExecutorService executor;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        long id = Long.parseLong(request.getParameter("id"));
        String text = request.getParameter("text"); // this and the path not in the other thread
        String how = request.getPathInfo();
        request.setAttribute("id", id); // Open Liberty may give the target the parameters of another request
        request.setAttribute("before", versions.get("notes") + " " + notes.text(id));
        CompletableFuture<Void> written = executor.runAsync(() -> notes.write(id, text, Outcome.COMMIT));
        if (how.startsWith("/async")) {
            AsyncContext context = request.startAsync();
            written.whenComplete((nothing, problem) -> handOver(context, how, id));
            return;
        }
        written.orTimeout(30, TimeUnit.SECONDS).join();
        switch (how) {
            case "/forward" -> request.getRequestDispatcher("/target").forward(request, response);
            case "/include" -> request.getRequestDispatcher("/target").include(request, response);
            case "/error" -> response.sendError(HttpServletResponse.SC_CONFLICT);
            case "/exception" -> throw new ServletException("for the error page");
            default -> throw new ServletException("There is no " + how);
        }
    }

    private void handOver(AsyncContext context, String how, long id) {
        if (how.equals("/async-thread")) {
            context.start(() -> answerInThread(context, id));
        } else if (how.equals("/async-bean")) {
            context.start(() -> answerOfBean(context));
        } else {
            context.dispatch("/target");
        }
    }

    private String injected() {
        try {
            return versions.get("notes");
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private void answerOfBean(AsyncContext context) {
        try {
            new Reply().with("injected", injected()).send((HttpServletResponse) context.getResponse());
        } catch (IOException e) {
            context.getRequest().getServletContext().log("asynchronous thread", e);
        } finally {
            context.complete();
        }
    }

    /** A container thread that no filter has run on. */
    private void answerInThread(AsyncContext context, long id) {
        try {
            Report report = Report.ofTwoCalls(notes, counts, id);
            new Reply().with(report).with("injected", injected()).send((HttpServletResponse) context.getResponse());
        } catch (IOException | RuntimeException e) {
            context.getRequest().getServletContext().log("asynchronous thread", e);
        } finally {
            context.complete();
        }
    }
}
