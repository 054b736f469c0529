package org.cacheversions.it.app.local;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cacheversions.CacheVersions;
import org.cacheversions.it.app.Counts;
import org.cacheversions.it.app.Reply;

/** Does what the path names, and returns the text and the versions of the request. */
@WebServlet(urlPatterns = "/jots/*", asyncSupported = true)
public class JotsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String BEFORE = "before";

    @Inject
    transient Jots jots;

    @Inject
    transient Counts counts;

    @Inject
    transient CacheVersions versions;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        long id = Long.parseLong(request.getParameter("id"));
        String text = request.getParameter("text");
        String action = request.getPathInfo();
        if (request.getAttribute(BEFORE) != null) {
            answer(request, response, id); // the target of a dispatch
            return;
        }
        switch (action) {
            case "/read" -> answer(request, response, id);
            case "/write" -> {
                jots.write(id, text);
                answer(request, response, id);
            }
            case "/roll-back" -> {
                jots.rollBack(id, text);
                answer(request, response, id);
            }
            case "/async-dispatch", "/async-thread" -> {
                request.setAttribute(BEFORE, jots.text(id));
                AsyncContext context = request.startAsync();
                if (action.equals("/async-dispatch")) {
                    context.start(() -> dispatch(context, id, text));
                } else {
                    context.start(() -> answerInThread(context, id));
                }
            }
            case "/error" -> {
                request.setAttribute(BEFORE, jots.text(id));
                response.sendError(HttpServletResponse.SC_CONFLICT);
            }
            default -> throw new ServletException("There is no " + action);
        }
    }

    private void dispatch(AsyncContext context, long id, String text) {
        jots.write(id, text);
        context.dispatch();
    }

    private void answerInThread(AsyncContext context, long id) {
        try {
            answer((HttpServletRequest) context.getRequest(), (HttpServletResponse) context.getResponse(), id);
        } catch (IOException | RuntimeException e) {
            context.getRequest().getServletContext().log("asynchronous thread", e);
        } finally {
            context.complete();
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, long id) throws IOException {
        Counts.Total start = counts.total();
        Reply reply = new Reply()
                .with("text", jots.text(id))
                .with("before", request.getAttribute(BEFORE))
                .with("dispatcher", request.getDispatcherType())
                .with("thread", Thread.currentThread().getName());
        ((CacheVersions) request.getAttribute("cacheVersions"))
                .asMap()
                .forEach((cache, version) -> reply.with("version." + cache, version));
        try {
            reply.with("injected", versions.get("jots"));
        } catch (RuntimeException e) {
            reply.with("injected", e.toString());
        }
        reply.with(counts.total().since(start)).send(response);
    }
}
