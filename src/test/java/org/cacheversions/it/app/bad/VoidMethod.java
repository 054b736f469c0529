package org.cacheversions.it.app.bad;

import jakarta.enterprise.context.ApplicationScoped;
import org.cacheversions.VersionedCache;

/** A cached method without a result. */
@ApplicationScoped
public class VoidMethod {

    @VersionedCache("notes")
    public void forget() {}
}
