package org.cacheversions.it.app.guarded;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.cacheversions.VersionedCache;
import org.cacheversions.it.app.Counts;

/** A session bean whose cached method is for readers only. */
@Stateless
@RolesAllowed(Callers.READER)
public class GuardedNotes {

    @Inject
    Counts counts;

    @VersionedCache("notes")
    public String secret(long id) {
        counts.ran();
        return "secret " + id;
    }
}
