package org.cacheversions.it.app.rest;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheVersions;
import org.cacheversions.it.app.Notes;

/** Pages behind the filter of tags, which names the cache of the notes. Each shows how often a page was computed. */
@WebServlet(urlPatterns = "/page/*", asyncSupported = true)
public class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** More than the filter keeps. */
    private static final String LARGE = "0123456789abcdef".repeat(10_000);

    private static final AtomicInteger RUNS = new AtomicInteger();

    @Inject
    transient Notes notes;

    @Inject
    transient CacheVersions versions;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain");
        String text = RUNS.incrementAndGet() + ": " + notes.text(11);
        switch (request.getPathInfo()) {
            case "/text", "/cookie-before" -> response.getWriter().print(text);
            case "/tag" -> response.getWriter().print(text + notes.tag(11));
            case "/no-tag" -> {
                versions.noTag();
                response.getWriter().print(text);
            }
            case "/cookie" -> {
                response.addCookie(new Cookie("a", "b"));
                response.getWriter().print(text);
            }
            case "/session" -> {
                request.getSession();
                response.getWriter().print(text);
            }
            case "/missing" -> {
                response.getWriter().print("half a page");
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
            case "/redirect" -> {
                response.getWriter().print("half a page");
                response.sendRedirect(request.getContextPath() + "/page/text");
            }
            case "/moved" -> {
                response.getWriter().print("half a page");
                move(response, request.getContextPath() + "/page/text");
            }
            case "/large" -> response.getWriter().print(LARGE);
            case "/listener" -> {
                response.getOutputStream().print("beginning, ");
                writeWhenPossible(request.startAsync(request, response), response.getOutputStream());
            }
            default -> throw new ServletException("There is no " + request.getPathInfo());
        }
    }

    /** The method is one of Servlet 6.1. */
    private static void move(HttpServletResponse response, String location) throws ServletException, IOException {
        try {
            HttpServletResponse.class
                    .getMethod("sendRedirect", String.class, int.class, boolean.class)
                    .invoke(response, location, HttpServletResponse.SC_MOVED_PERMANENTLY, true);
        } catch (NoSuchMethodException e) {
            response.sendRedirect(location);
        } catch (ReflectiveOperationException e) {
            throw new ServletException(e);
        }
    }

    private static void writeWhenPossible(AsyncContext asynchronous, ServletOutputStream stream) {
        stream.setWriteListener(new WriteListener() {
            private int written;

            @Override
            public void onWritePossible() throws IOException {
                while (stream.isReady()) {
                    if (written == LARGE.length()) {
                        asynchronous.complete();
                        return;
                    }
                    stream.write(LARGE.getBytes(StandardCharsets.US_ASCII), written, 16_000);
                    written += 16_000;
                }
            }

            @Override
            public void onError(Throwable failure) {
                asynchronous.complete();
            }
        });
    }
}
