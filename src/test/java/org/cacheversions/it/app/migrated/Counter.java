package org.cacheversions.it.app.migrated;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.VersionedCache;

/** Depends on both caches that the migrations start. */
@ApplicationScoped
public class Counter {

    // Payara opens only units that the application itself refers to
    @PersistenceContext
    EntityManager entityManager;

    private final AtomicInteger loads = new AtomicInteger();

    @VersionedCache({"migrated-by-scanning", "migrated-by-instance"})
    public int next() {
        return loads.incrementAndGet();
    }
}
