package org.cacheversions.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.VersionedCache;

/** A cached method that needs no database. */
@ApplicationScoped
public class Pure {

    private final AtomicInteger calls = new AtomicInteger();

    @VersionedCache("pure")
    public int next() {
        return calls.incrementAndGet();
    }
}
