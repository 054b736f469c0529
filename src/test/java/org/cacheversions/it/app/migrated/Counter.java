package org.cacheversions.it.app.migrated;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.VersionedCache;

/** Depends on both caches that the migrations start. */
@ApplicationScoped
public class Counter {

    private final AtomicInteger loads = new AtomicInteger();

    @VersionedCache({"migrated-by-scanning", "migrated-by-instance"})
    public int next() {
        return loads.incrementAndGet();
    }
}
