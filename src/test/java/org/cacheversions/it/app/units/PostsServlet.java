package org.cacheversions.it.app.units;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Adds a post if the request has one, and returns the number of posts. */
@WebServlet("/posts")
public class PostsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Posts posts;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getParameter("id") != null) {
            posts.post(Long.parseLong(request.getParameter("id")));
        }
        response.setContentType("text/plain");
        response.getWriter().print("text=" + posts.count() + "\nloads=" + posts.loads() + "\n");
    }
}
