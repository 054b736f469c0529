package org.cacheversions.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Protects the forms of the page against cross-site request forgery, with a token in the session and with what the
 * browser reports about the origin of the form. Thread-safe.
 */
final class Forms {

    static final String TOKEN = "token";

    private static final String TOKEN_ATTRIBUTE = "org.cacheversions.admin.token";
    private static final String NOTICE_ATTRIBUTE = "org.cacheversions.admin.notice";
    private static final int BYTES = 24;

    private final SecureRandom random = new SecureRandom();

    /** Returns the token that the forms of this session contain. */
    String token(HttpServletRequest request) {
        HttpSession session = request.getSession();
        if (session.getAttribute(TOKEN_ATTRIBUTE) instanceof String known) {
            return known;
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        session.setAttribute(TOKEN_ATTRIBUTE, token);
        return token;
    }

    /** Returns why the request cannot come from a form of this page, or {@code null} if it can. */
    @Nullable
    String refusal(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null ? !site.equals("same-origin") : !isOwn(request.getHeader("Origin"), request)) {
            return "the form was sent by another site";
        }
        if (request.getQueryString() != null) {
            return "fields of the form are in its address"; // where logs and histories keep the token
        }
        HttpSession session = request.getSession(false);
        String given = request.getParameter(TOKEN);
        if (session == null
                || given == null
                || !(session.getAttribute(TOKEN_ATTRIBUTE) instanceof String token)
                || !MessageDigest.isEqual(bytes(token), bytes(given))) {
            return "the form is not of this session, which may have ended";
        }
        return null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Ignores the scheme, since a proxy may have terminated TLS. Without an origin, the token decides. */
    private static boolean isOwn(@Nullable String origin, HttpServletRequest request) {
        if (origin == null) {
            return true;
        }
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(request.getHeader("Host"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Stores the notice for the next page. */
    void notice(HttpServletRequest request, String notice) {
        request.getSession().setAttribute(NOTICE_ATTRIBUTE, notice);
    }

    /** Returns the notice of the last form and removes it. */
    String takeNotice(HttpServletRequest request) {
        HttpSession session = request.getSession();
        Object notice = session.getAttribute(NOTICE_ATTRIBUTE);
        session.removeAttribute(NOTICE_ATTRIBUTE);
        return notice instanceof String text ? text : "";
    }
}
