package org.cacheversions.it.app;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.IOException;
import org.cacheversions.VersionedCache;

/** A session bean with a cached method, since the EJB container invokes interceptors in its own way. */
@Stateless
public class CachedSessionBean {

    @Inject
    Counts counts;

    /** Returns a value, or throws for a negative id. */
    @VersionedCache("notes")
    public String at(long id) throws IOException {
        counts.ran();
        if (id < 0) {
            throw new IOException("no value " + id);
        }
        return "value " + id;
    }
}
