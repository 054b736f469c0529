package org.cacheversions.example.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/** The request's parameters. */
@RequestScoped
class Parameters {
    private static final long NO_NUMBER = -1;

    @Inject
    HttpServletRequest request;

    /** The parameter as a number; -1, which nothing has as its identifier, if it is none. */
    long number(String name) {
        return parse(request.getParameter(name));
    }

    /** The parameter as text that is not blank and not too long for its column. */
    String text(String name, int limit) {
        String text = request.getParameter(name);
        if (text == null || text.isBlank() || text.length() > limit) {
            throw new IllegalArgumentException("'" + name + "' needs 1 to " + limit + " characters.");
        }
        return text.strip();
    }

    boolean isTrue(String name) {
        return Boolean.parseBoolean(request.getParameter(name));
    }

    /** The text as a number, under the same rule. */
    static long parse(String text) {
        try {
            return text == null ? NO_NUMBER : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return NO_NUMBER;
        }
    }
}
