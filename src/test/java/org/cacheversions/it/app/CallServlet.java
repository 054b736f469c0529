package org.cacheversions.it.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cacheversions.Cache;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.CacheName;
import org.cacheversions.CacheVersions;

/** Calls the method that the path names, and returns its result, its counters and the versions of the request. */
@WebServlet("/call/*")
public class CallServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Notes notes;

    @Inject
    transient TransactionScenarios scenarios;

    @Inject
    transient CachedSessionBean sessionBean;

    @Inject
    transient StatelessNotes stateless;

    @Inject
    transient SingletonNotes singleton;

    @Inject
    transient StatefulNotes stateful;

    @Inject
    transient Counts counts;

    @Inject
    transient CacheVersions versions;

    @Inject
    transient CacheInvalidator invalidator;

    @Inject
    @CacheName("quiet")
    transient Cache quiet;

    @Inject
    transient StartupBean startup;

    @Inject
    transient TickingNotes ticking;

    @Resource
    transient ManagedExecutorService executor;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Reply reply = new Reply();
        Counts.Total before = counts.total();
        String key = versions.key("notes"); // it differs after an invalidation
        try {
            reply.with("text", call(request)).with("outcome", "returned");
        } catch (Exception e) {
            reply.with("outcome", e.getClass().getSimpleName())
                    .with("message", String.valueOf(e.getMessage()).replace('\n', ' '))
                    .with("cause", causes(e));
        }
        reply.with(counts.total().since(before))
                .with("event", counts.invalidated())
                .with("revisionWhileCompleting", counts.revisionWhileCompleting())
                .with(
                        "sameAttribute",
                        versions.asMap().equals(((CacheVersions) request.getAttribute("cacheVersions")).asMap()))
                .with("key", key)
                .with("pinnedFirst", request.getAttribute("pinnedFirst"))
                .with(versions)
                .send(response);
    }

    private SessionBeanBase sessionBean(HttpServletRequest request) {
        return switch (request.getParameter("kind")) {
            case "stateless" -> stateless;
            case "singleton" -> singleton;
            case "stateful" -> stateful;
            default -> throw new IllegalArgumentException(request.getParameter("kind"));
        };
    }

    private String call(HttpServletRequest request) throws Exception {
        long id = request.getParameter("id") == null ? 0 : Long.parseLong(request.getParameter("id"));
        String text = request.getParameter("text");
        Outcome outcome = request.getParameter("outcome") == null
                ? Outcome.COMMIT
                : Outcome.valueOf(request.getParameter("outcome"));
        switch (request.getPathInfo()) {
            case "/text":
                return notes.text(id);
            case "/tag":
                return notes.tag(id);
            case "/both":
                return notes.both(id);
            case "/thread":
                return notes.thread(id);
            case "/quiet":
                return quiet.get(id, () -> {
                    counts.ran();
                    return "quiet " + id;
                });
            case "/tick":
                return ticking.askLater(request.getParameter("way"), id).get(20, TimeUnit.SECONDS);
            case "/session-bean":
                return sessionBean.at(id);
            case "/session-bean-read":
                return SessionBeanBase.read(sessionBean(request), request.getParameter("arguments"));
            case "/session-bean-change":
                return SessionBeanBase.change(sessionBean(request), request.getParameter("arguments"));
            case "/write":
                notes.write(id, text, outcome);
                return "";
            case "/overwrite":
                notes.overwrite(id, text);
                return "";
            case "/write-both":
                notes.writeBoth(id, text, request.getParameter("tag"));
                return "";
            case "/write-then-read":
                return scenarios.writeThenRead(id, text) + ", then " + notes.text(id);
            case "/invalidate":
                notes.invalidate(id, text, outcome, request.getParameterValues("cache"));
                return "";
            case "/invalidate-only":
                scenarios.invalidate(request.getParameterValues("cache"));
                return "";
            case "/invalidate-with-retry":
                SerializationRetry.run(() -> scenarios.invalidate(request.getParameterValues("cache")));
                return "";
            case "/invalidate-without-transaction":
                invalidator.invalidate(request.getParameter("cache"));
                return "";
            case "/invalidate-all":
                notes.invalidateAll(outcome);
                return "";
            case "/fill":
                scenarios.fill(id);
                return "";
            case "/change-then-fill":
                scenarios.changeThenFill(id, text, outcome);
                return "";
            case "/fill-then-invalidate":
                return scenarios.fillThenInvalidate(id, text);
            case "/bulk":
                scenarios.bulk(id);
                return "";
            case "/slow-reader":
                return scenarios.readAround(id, () -> write(id, text));
            case "/late-reader":
                return lateReader(id, text);
            case "/write-twice":
                scenarios.writeTwice(id, text, request.getParameter("to"), outcome);
                return "";
            case "/ask":
                return notes.ask(request.getParameter("sql"));
            case "/around":
                scenarios.around(id, text, outcome, Outcome.valueOf(request.getParameter("outer")));
                return "";
            case "/timer":
                return said(startup.askLater(id).get(30, TimeUnit.SECONDS));
            case "/executor":
                return said(executor.submit(() -> Report.ofTwoCalls(notes, counts, id))
                        .get(30, TimeUnit.SECONDS));
            case "/startup":
                return startup.seen();
            default:
                throw new ServletException("There is no " + request.getPathInfo());
        }
    }

    private void write(long id, String text) {
        CompletableFuture.runAsync(() -> notes.write(id, text, Outcome.COMMIT), executor)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private static String causes(Exception problem) {
        StringBuilder causes = new StringBuilder();
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            causes.append(cause.toString().replace('\n', ' ')).append("; ");
        }
        return causes.toString();
    }

    /** Reads in a thread without a request and writes in this thread. */
    private String lateReader(long id, String text) throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> written = new CompletableFuture<>();
        Future<String> reader = executor.submit(() -> scenarios.readAround(id, () -> {
            begun.complete(null);
            written.orTimeout(30, TimeUnit.SECONDS).join();
        }));
        begun.get(30, TimeUnit.SECONDS);
        notes.write(id, text, Outcome.COMMIT);
        written.complete(null);
        return reader.get(30, TimeUnit.SECONDS);
    }

    private static String said(Report report) {
        return report.text();
    }
}
