package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.Threads.Started;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Threads that a load creates do not wait for that load, which may wait for them. */
@Timeout(60)
class ChildThreadTest {

    private final Core core = new Core("a", "b");
    private final CachedMethod a = patient("a()", "a");
    private final CachedMethod b = patient("b()", "b");
    private final Threads threads = new Threads();

    private CachedMethod patient(String id, String cache) {
        return core.method(id, Core.options(Duration.ofHours(1), true, null), false, cache);
    }

    @AfterEach
    void end() throws InterruptedException {
        threads.close();
    }

    private Started<Object> start(CachedMethod method, Load load) {
        return threads.start(() -> core.call(method, "x", load));
    }

    @Test
    void aThreadOfTheLoadComputesTheKeyOfTheLoad() throws Exception {
        Object value = core.call(a, "x", () -> start(a, () -> "inner").result());
        assertThat(value).isEqualTo("inner");
    }

    @Test
    void aThreadOfANestedLoadComputesTheKeyOfTheOuterLoad() throws Exception {
        Object value = core.call(a, "x", () -> start(
                        b, () -> core.call(b, "y", () -> start(a, () -> "inner").result()))
                .result());
        assertThat(value).isEqualTo("inner");
    }

    @Test
    void aThreadOfTheLoadDoesNotWaitForALoadThatWaitsForIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch loading = new CountDownLatch(1);
        Started<Object> other = start(b, () -> {
            begun.countDown();
            loading.await();
            return core.call(a, "x", () -> "for b");
        });
        begun.await();
        Object value = core.call(a, "x", () -> {
            loading.countDown();
            core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
            return start(b, () -> "inner").result();
        });
        assertThat(value).isEqualTo("inner");
        assertThat(other.result()).isEqualTo("inner");
    }

    /** A pool creates its threads when they are first needed, which may be in a load. */
    @Test
    void aThreadThatOutlivesTheLoadWaitsForTheNextOne() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            core.call(a, "x", () -> pool.submit(() -> 1).get(Threads.PATIENCE_SECONDS, TimeUnit.SECONDS));
            core.invalidate("a");
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            Started<Object> next = start(a, () -> {
                begun.countDown();
                end.await();
                return 2;
            });
            begun.await();
            Future<Object> waiting = pool.submit(() -> core.call(a, "x", () -> 3));
            core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
            end.countDown();
            assertThat(next.result()).isEqualTo(2);
            assertThat(waiting.get(Threads.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(2);
        } finally {
            pool.shutdown();
        }
    }

    /** Uses reflection, since this is compiled for Java 17. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aVirtualThreadOfTheLoadComputesTheKeyOfTheLoad() throws Exception {
        Object value = core.call(a, "x", () -> {
            FutureTask<Object> task = new FutureTask<>(() -> core.call(a, "x", () -> "inner"));
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
            return task.get(Threads.PATIENCE_SECONDS, TimeUnit.SECONDS);
        });
        assertThat(value).isEqualTo("inner");
    }
}
