package org.cacheversions.it.app.bad;

import jakarta.enterprise.context.ApplicationScoped;
import org.cacheversions.VersionedCache;

/** Has nothing to cache. */
@ApplicationScoped
public class VoidMethod {

    @VersionedCache("notes")
    public void forget() {}
}
