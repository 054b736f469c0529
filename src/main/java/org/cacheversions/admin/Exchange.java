package org.cacheversions.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/** A request for a page, and the response to it. Used by one thread. */
record Exchange(HttpServletRequest request, HttpServletResponse response) {

    private static final String HTML = "text/html";
    private static final String JSON = "application/json";

    void setSecurityHeaders() {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin"); // with no-referrer, browsers hide the origin of forms
        response.setHeader("Cache-Control", "no-store");
    }

    boolean isPost() {
        return request.getMethod().equals("POST");
    }

    /** Returns the path below the servlet's mapping. */
    String path() {
        String path = request.getPathInfo();
        return path == null ? "/" : path;
    }

    private String base() {
        try {
            return request.getContextPath() + new URI(null, null, request.getServletPath(), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e); // the container has matched it as a path
        }
    }

    String user() {
        return Access.userOf(request);
    }

    Pages pages() {
        return new Pages(base(), user());
    }

    boolean wantsJson() {
        String format = request.getParameter("format");
        String accepted = request.getHeader("Accept");
        return format != null
                ? format.equals("json")
                : accepted != null && accepted.contains(JSON) && !accepted.contains(HTML);
    }

    void sendPage(String page) throws IOException {
        send(HttpServletResponse.SC_OK, HTML, page);
    }

    void sendJson(String json) throws IOException {
        send(HttpServletResponse.SC_OK, JSON, json);
    }

    void sendResource(String name, String type) throws IOException {
        try (InputStream stream = Exchange.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("the jar does not contain " + name);
            }
            send(HttpServletResponse.SC_OK, type, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    void sendRefusal(int status, String title, String text) throws IOException {
        send(status, HTML, pages().refusal(title, text));
    }

    void sendNotFound(String text) throws IOException {
        sendRefusal(HttpServletResponse.SC_NOT_FOUND, "Not found", text);
    }

    /** Redirects to the first page, so that a reload does not send the form again. */
    void redirectToCaches() {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", base() + "/");
    }

    private void send(int status, String type, String text) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
