package org.cacheversions.it.app.guarded;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;

/** The same annotation on a bean that is no session bean. */
@ApplicationScoped
public class UncheckedNotes {

    @RolesAllowed(Callers.READER)
    public String secret(long id) {
        return "unchecked " + id;
    }
}
