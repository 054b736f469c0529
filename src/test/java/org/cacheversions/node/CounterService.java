package org.cacheversions.node;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.VersionedCache;

/** A cached counter that needs no database. */
@ApplicationScoped
public class CounterService {

    private final AtomicInteger calls = new AtomicInteger();

    @VersionedCache("counter")
    public int next() {
        return calls.incrementAndGet();
    }
}
