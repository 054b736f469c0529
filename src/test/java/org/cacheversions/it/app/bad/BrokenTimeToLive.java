package org.cacheversions.it.app.bad;

import jakarta.enterprise.context.ApplicationScoped;
import org.cacheversions.VersionedCache;

/** Has a time to live in words. */
@ApplicationScoped
public class BrokenTimeToLive {

    @VersionedCache(value = "notes", ttl = "ten minutes")
    public String text() {
        return "text";
    }
}
