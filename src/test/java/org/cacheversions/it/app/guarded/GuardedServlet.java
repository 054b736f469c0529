package org.cacheversions.it.app.guarded;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.cacheversions.it.app.Counts;
import org.cacheversions.it.app.Notes;
import org.cacheversions.it.app.Reply;

/** Calls the bean that the path names. The filter excludes one of the paths. */
@WebServlet("/guarded/*")
public class GuardedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient GuardedNotes guarded;

    @Inject
    transient UncheckedNotes unchecked;

    @Inject
    transient TimedNotes timed;

    @Inject
    transient Notes notes;

    @Inject
    transient Counts counts;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        long id = Long.parseLong(request.getParameter("id"));
        Counts.Total before = counts.total();
        Reply reply = new Reply().with("versions", request.getAttribute("cacheVersions") != null);
        try {
            switch (request.getPathInfo()) {
                case "/session-bean" -> reply.with("text", guarded.secret(id));
                case "/other-bean" -> reply.with("text", unchecked.secret(id));
                case "/timer" -> reply.with(timed.askLater(id).get(20, TimeUnit.SECONDS));
                case "/nothing", "/excluded/nothing" -> reply.with("text", "");
                case "/excluded/text" -> reply.with("text", notes.text(id));
                default -> throw new ServletException("There is no " + request.getPathInfo());
            }
            reply.with("outcome", "returned");
        } catch (Exception e) {
            reply.with("text", "").with("outcome", e.getClass().getSimpleName());
        }
        reply.with(counts.total().since(before)).send(response);
    }
}
