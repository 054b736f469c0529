package org.cacheversions.it.app;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.io.IOException;
import org.cacheversions.VersionedCache;

/** A session bean with a cached method: its container runs interceptors in a way of its own. */
@Stateless
public class Desk {

    @Inject
    Counts counts;

    /** Answers what is at a desk, or says that there is none. */
    @VersionedCache("notes")
    public String at(long id) throws IOException {
        counts.ran();
        if (id < 0) {
            throw new IOException("no desk " + id);
        }
        return "desk " + id;
    }
}
