package org.cacheversions.it.app.rest;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.cacheversions.it.app.Notes;
import org.cacheversions.rest.VersionedResponse;

/** A session bean for readers, whose tag is the same for everybody. */
@Path("guarded/{id}")
@Stateless
@OnlyReaders
public class GuardedResource {

    @Inject
    Notes notes;

    @GET
    @VersionedResponse(value = "notes", vary = "none")
    public String text(@PathParam("id") long id) {
        return notes.text(id);
    }
}
