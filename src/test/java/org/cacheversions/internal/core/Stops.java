package org.cacheversions.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.cacheversions.spi.FaultPoint;

/** Stops threads at named points and counts their arrivals. */
public final class Stops implements FaultPoint {

    private final Map<String, Semaphore> reached = new ConcurrentHashMap<>();
    private final Map<String, Stop> stops = new ConcurrentHashMap<>();
    private final Map<String, Runnable> actions = new ConcurrentHashMap<>();

    /** Stops the next thread that reaches this point; later threads continue. */
    public Stop next(String point) {
        Stop stop = new Stop();
        stops.put(point, stop);
        return stop;
    }

    /** Lets the next thread that reaches this point run an action. */
    public void once(String point, Runnable action) {
        actions.put(point, action);
    }

    /** Waits until the given number of further threads have reached this point. */
    public void awaitReached(String point, int times) throws InterruptedException {
        assertThat(counter(point).tryAcquire(times, Threads.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("%s more threads have reached %s", times, point)
                .isTrue();
    }

    @Override
    public void reached(String point) {
        Stop stop = stops.remove(point);
        counter(point).release();
        Runnable action = actions.remove(point);
        if (action != null) {
            action.run();
        }
        if (stop != null) {
            stop.hold();
        }
    }

    private Semaphore counter(String point) {
        return reached.computeIfAbsent(point, p -> new Semaphore(0));
    }

    public static final class Stop {

        private final CountDownLatch arrived = new CountDownLatch(1);
        private final Semaphore released = new Semaphore(0);

        public void awaitArrival() throws InterruptedException {
            assertThat(arrived.await(Threads.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("a thread has reached the stop")
                    .isTrue();
        }

        public void release() {
            released.release();
        }

        private void hold() {
            arrived.countDown();
            released.acquireUninterruptibly();
        }
    }
}
