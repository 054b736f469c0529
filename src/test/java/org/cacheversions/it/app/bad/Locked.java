package org.cacheversions.it.app.bad;

import jakarta.ejb.Singleton;
import jakarta.enterprise.context.ApplicationScoped;
import org.cacheversions.VersionedCache;

/** Has the background call what its container locks for one call at a time. */
@Singleton
@ApplicationScoped
public class Locked {

    @VersionedCache(value = "notes", ttl = "PT10M", refreshAhead = "PT1M")
    public String text() {
        return "text";
    }
}
