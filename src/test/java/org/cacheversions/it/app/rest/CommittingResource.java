package org.cacheversions.it.app.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.cacheversions.it.app.Notes;
import org.cacheversions.rest.NotModifiedException;
import org.cacheversions.rest.VersionedResponse;

/** A method whose transaction commits with a 304, too. */
@Path("committing")
@ApplicationScoped
public class CommittingResource {

    @Inject
    Notes notes;

    @GET
    @Produces("text/plain")
    @Transactional(dontRollbackOn = NotModifiedException.class)
    @CountsCommits
    @VersionedResponse("notes")
    public String text() {
        return notes.text(12);
    }

    @GET
    @Path("commits")
    @Produces("text/plain")
    public String commits() {
        return Integer.toString(CountsCommitsInterceptor.commits());
    }
}
