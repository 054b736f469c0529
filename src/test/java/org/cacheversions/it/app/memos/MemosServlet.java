package org.cacheversions.it.app.memos;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.cacheversions.CacheVersions;

/** Runs the action that the path names, and returns cached values and the versions of the request. */
@WebServlet("/memos/*")
public class MemosServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Memos memos;

    @Inject
    transient CacheVersions versions;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long id = request.getParameter("id") == null ? 0 : Long.parseLong(request.getParameter("id"));
        String text = request.getParameter("text");
        switch (request.getPathInfo()) {
            case "/persist" -> memos.persist(id, text);
            case "/update" -> memos.update(id, text);
            case "/remove-remark" -> memos.removeRemark(id);
            case "/remove" -> memos.remove(id);
            case "/update-all" -> memos.updateAll(text);
            case "/roll-back" -> memos.rollBack(id, text);
            default -> {}
        }
        StringBuilder answer = new StringBuilder("text=" + memos.texts() + "\nremarks=" + memos.remarks() + "\n");
        versions.asMap().forEach((cache, version) -> answer.append("version.%s=%s%n".formatted(cache, version)));
        response.setContentType("text/plain");
        response.getWriter().print(answer);
    }
}
