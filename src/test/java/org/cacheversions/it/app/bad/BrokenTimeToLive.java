package org.cacheversions.it.app.bad;

import jakarta.enterprise.context.ApplicationScoped;
import org.cacheversions.VersionedCache;

/** Says how long in words. */
@ApplicationScoped
public class BrokenTimeToLive {

    @VersionedCache(value = "notes", ttl = "ten minutes")
    public String text() {
        return "text";
    }
}
