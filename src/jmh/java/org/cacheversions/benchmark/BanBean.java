package org.cacheversions.benchmark;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAdder;
import org.cacheversions.VersionedCache;

/** A cached value that can be serialized. */
@ApplicationScoped
public class BanBean {

    static final LongAdder LOADS = new LongAdder();

    @VersionedCache("first")
    public Ban find(long userId) {
        LOADS.increment();
        return Ban.of(userId);
    }
}
