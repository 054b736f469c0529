package org.cacheversions.it.app.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheScope;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;

/** A cache with a scope for each note. */
@ApplicationScoped
public class Ratings {

    private final AtomicInteger loads = new AtomicInteger();

    @VersionedCache("ratings")
    public String of(@CacheScope long id) {
        return "rating " + id + "." + loads.incrementAndGet();
    }

    @Transactional
    @InvalidatesCache("ratings")
    public void rate(@CacheScope long id) {}
}
