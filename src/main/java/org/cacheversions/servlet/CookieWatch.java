package org.cacheversions.servlet;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.cacheversions.internal.core.call.VersionContext;

/**
 * Notes that a response sets a cookie, so that it gets no tag. Some servers keep cookies apart from the headers, where
 * nobody can find them. Used by one thread at a time.
 */
final class CookieWatch extends HttpServletResponseWrapper {

    private final VersionContext context;

    CookieWatch(HttpServletResponse response, VersionContext context) {
        super(response);
        this.context = context;
    }

    @Override
    public void addCookie(Cookie cookie) {
        context.refuseTags();
        super.addCookie(cookie);
    }

    @Override
    public void setHeader(String name, String value) {
        note(name);
        super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        note(name);
        super.addHeader(name, value);
    }

    private void note(String header) {
        if ("Set-Cookie".equalsIgnoreCase(header)) {
            context.refuseTags();
        }
    }
}
