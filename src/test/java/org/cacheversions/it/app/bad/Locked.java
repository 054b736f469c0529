package org.cacheversions.it.app.bad;

import jakarta.ejb.Singleton;
import jakarta.enterprise.context.ApplicationScoped;
import org.cacheversions.VersionedCache;

/** Uses refresh ahead on a bean whose container allows one call at a time. */
@Singleton
@ApplicationScoped
public class Locked {

    @VersionedCache(value = "notes", ttl = "PT10M", refreshAhead = "PT1M")
    public String text() {
        return "text";
    }
}
