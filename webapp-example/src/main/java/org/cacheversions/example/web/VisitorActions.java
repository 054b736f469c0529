package org.cacheversions.example.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.cacheversions.example.categories.CategoryService;
import org.cacheversions.example.people.PeopleService;
import org.cacheversions.example.threads.ThreadService;
import org.cacheversions.example.threads.ThreadSummary;

/** What everybody may do. Each action answers the page to go to. */
@RequestScoped
class VisitorActions {
    @Inject
    HttpServletRequest request;

    @Inject
    Parameters parameters;

    @Inject
    Visitor visitor;

    @Inject
    PeopleService people;

    @Inject
    CategoryService categories;

    @Inject
    ThreadService threads;

    String switchUser(HttpServletResponse response) {
        long id = people.findUser(parameters.number("user")).orElseThrow().id();
        Cookie cookie = new Cookie(Visitor.COOKIE, String.valueOf(id));
        cookie.setPath(request.getContextPath() + "/");
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Strict");
        response.addCookie(cookie);
        return "/";
    }

    String startThread() {
        long category =
                categories.find(parameters.number("category")).orElseThrow().id();
        visitor.requireWriter(category);
        String title = parameters.text("title", 100);
        return "/thread.xhtml?id="
                + threads.start(category, visitor.getUser().id(), title, parameters.text("text", 2000));
    }

    String reply() {
        ThreadSummary thread = threads.find(parameters.number("thread")).orElseThrow();
        visitor.requireWriter(thread.categoryId());
        threads.reply(thread.categoryId(), thread.id(), visitor.getUser().id(), parameters.text("text", 2000));
        return "/thread.xhtml?id=" + thread.id();
    }
}
