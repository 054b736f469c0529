package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cacheversions.internal.core.support.NodeClock;

/** The clocks of this node, which may be set while it runs; the monotonic clock only forward. */
@ApplicationScoped
public class ShiftedClock implements NodeClock {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong millis = new AtomicLong();

    String shift(String which, long by) {
        if (which.equals("wall")) {
            millis.addAndGet(by);
        } else {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(by));
        }
        return "shifted\n";
    }

    @Override
    public long nanoTime() {
        return SYSTEM.nanoTime() + nanos.get();
    }

    @Override
    public long wallMillis() {
        return SYSTEM.wallMillis() + millis.get();
    }

    /** Setting a clock must not shorten the wait of a writer. */
    @Override
    public void await(CountDownLatch latch, long time) {
        SYSTEM.await(latch, time - nanos.get());
    }
}
