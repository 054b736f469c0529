package org.cacheversions.it.app.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheScope;
import org.cacheversions.it.app.Notes;
import org.cacheversions.it.app.Outcome;
import org.cacheversions.rest.VersionedResponse;

/** Each response shows how often a method has run. */
@Path("notes/{id}")
@RequestScoped
@VersionedResponse("notes")
public class NoteResource {

    private static final AtomicInteger RUNS = new AtomicInteger();

    @Inject
    Notes notes;

    @Inject
    Ratings ratings;

    private static String run(String text) {
        return RUNS.incrementAndGet() + ": " + text;
    }

    @GET
    public String text(@PathParam("id") long id) {
        return run(notes.text(id));
    }

    /** Completes on a thread of the JVM, which does not know the application. */
    @GET
    @Path("later")
    public CompletionStage<String> later(@PathParam("id") long id) {
        String text = run(notes.text(id));
        return CompletableFuture.supplyAsync(() -> text, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
    }

    @PUT
    public String write(@PathParam("id") long id, String text) {
        notes.write(id, text, Outcome.COMMIT);
        return run(notes.text(id));
    }

    @GET
    @Path("tag")
    public String tag(@PathParam("id") long id) {
        return run(notes.tag(id));
    }

    @GET
    @Path("missing")
    public Response missing(@PathParam("id") long id) {
        return Response.status(404).entity(run("missing")).build();
    }

    @GET
    @Path("cookie")
    public Response cookie(@PathParam("id") long id) {
        return Response.ok(run(notes.text(id)))
                .cookie(new NewCookie.Builder("a").value("b").build())
                .build();
    }

    /** A filter of Jakarta REST sets the cookie. */
    @GET
    @Path("late-cookie")
    public String lateCookie(@PathParam("id") long id) {
        return run(notes.text(id));
    }

    @GET
    @Path("servlet-cookie")
    public String servletCookie(@PathParam("id") long id, @Context HttpServletResponse response) {
        response.addCookie(new Cookie("a", "b"));
        return run(notes.text(id));
    }

    @GET
    @Path("typed")
    @Produces("text/plain")
    public String typed(@PathParam("id") long id) {
        return run(notes.text(id));
    }

    @GET
    @Path("rating")
    @VersionedResponse(value = "ratings", cacheGroups = true)
    public String rating(@PathParam("id") @CacheScope long id) {
        return run(ratings.of(id));
    }

    @PUT
    @Path("rating")
    public void rate(@PathParam("id") long id) {
        ratings.rate(id);
    }
}
