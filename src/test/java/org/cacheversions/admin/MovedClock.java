package org.cacheversions.admin;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.cacheversions.internal.core.support.NodeClock;

/** Clocks that start one hour ago and that the test advances. */
@ApplicationScoped
public class MovedClock implements NodeClock {

    private final AtomicLong behind = new AtomicLong(Duration.ofMinutes(60).toMillis());

    public void aMinuteLater() {
        behind.addAndGet(-Duration.ofMinutes(1).toMillis());
    }

    @Override
    public long nanoTime() {
        return SYSTEM.nanoTime() - Duration.ofMillis(behind.get()).toNanos();
    }

    @Override
    public long wallMillis() {
        return SYSTEM.wallMillis() - behind.get();
    }

    @Override
    public void await(CountDownLatch latch, long time) {
        SYSTEM.await(latch, time + Duration.ofMillis(behind.get()).toNanos());
    }
}
