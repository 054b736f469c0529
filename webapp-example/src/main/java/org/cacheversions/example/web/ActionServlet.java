package org.cacheversions.example.web;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.NoSuchElementException;
import org.cacheversions.example.bans.FailingBan;

/** Everything that changes something: a POST, answered by a redirect to the page that shows the result. */
@WebServlet("/do/*")
public class ActionServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    VisitorActions visitorActions;

    @Inject
    ModeratorActions moderatorActions;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "This form was sent by another site.");
            return;
        }
        try {
            String page = perform(String.valueOf(request.getPathInfo()), response);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", request.getContextPath() + page);
        } catch (NotAllowedException e) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, e.getMessage());
        } catch (NoSuchElementException e) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "There is no such thing here.");
        } catch (IllegalArgumentException e) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
        } catch (FailingBan.RolledBackException e) {
            response.sendError(HttpServletResponse.SC_CONFLICT, e.getMessage());
        }
    }

    private String perform(String action, HttpServletResponse response) {
        return switch (action) {
            case "/switch-user" -> visitorActions.switchUser(response);
            case "/thread" -> visitorActions.startThread();
            case "/reply" -> visitorActions.reply();
            case "/ban" -> moderatorActions.ban();
            case "/unban" -> moderatorActions.unban();
            case "/permission" -> moderatorActions.allow();
            case "/category" -> moderatorActions.renameCategory();
            case "/setting" -> moderatorActions.changeSetting();
            default -> throw new NoSuchElementException(action);
        };
    }
}
