package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Stops;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.Threads.Started;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** G7: one thread computes a key, the others wait for it; but not for ever, and not for each other. */
@Timeout(60)
class SingleFlightTest {

    private final Core core = new Core("a", "b");
    private final CachedMethod a = core.plan("a()", "a");
    private final CachedMethod b = core.plan("b()", "b");
    private final Threads threads = new Threads();

    @AfterEach
    void end() throws InterruptedException {
        threads.close();
    }

    private static Load failing() {
        return () -> {
            throw new AssertionError("must not load");
        };
    }

    private Started<Object> call(CachedMethod plan, Load load) {
        return threads.start(() -> core.request(() -> core.call(plan, "x", load)));
    }

    @Test
    void manyAtOnceLoadOnce() throws Exception {
        Held load = new Held();
        Started<Object> first = call(a, load);
        load.awaitBegun();
        List<Started<Object>> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(call(a, failing()));
        }
        core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 5);
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
        for (Started<Object> other : others) {
            assertThat(other.result()).isEqualTo(1);
        }
        assertThat(a.statistics().hits()).isEqualTo(5);
        assertThat(a.statistics().misses()).isEqualTo(1);
    }

    @Test
    void alsoIfTheStoreFails() throws Exception {
        core.store.puts = false;
        Held load = new Held();
        Started<Object> first = call(a, load);
        load.awaitBegun();
        Started<Object> other = call(a, failing());
        core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
        assertThat(other.result()).isEqualTo(1);
    }

    @Test
    void anotherKeyDoesNotWait() throws Exception {
        Held load = new Held();
        Started<Object> first = call(a, load);
        load.awaitBegun();
        assertThat(core.request(() -> core.<Integer>call(a, "y", () -> 2))).isEqualTo(2);
        load.end(1);
        first.result();
    }

    @Test
    void whenALoadThrowsOneOfThoseWhoWaitTakesOver() throws Exception {
        Held load = new Held();
        Started<Object> first = call(a, load);
        load.awaitBegun();
        AtomicInteger loads = new AtomicInteger();
        List<Started<Object>> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(call(a, loads::incrementAndGet));
        }
        core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 3);
        load.fail();
        assertThatThrownBy(first::result).hasMessage("on purpose");
        for (Started<Object> other : others) {
            assertThat(other.result()).isEqualTo(1);
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void aValueThatMayNotBeSharedIsNot() throws Exception {
        Held load = new Held();
        Started<Object> first = threads.start(() -> core.request(() -> core.call(a, "x", () -> {
            core.invalidate("a");
            return load.run();
        })));
        load.awaitBegun();
        // of the same labels: pinned before the invalidation would be, had we not to wait for it
        Started<Object> other = call(a, () -> 2);
        assertThat(other.result()).isEqualTo(2);
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
    }

    @Test
    void whoWaitedForAValueThatMayNotBeSharedLoads() throws Exception {
        Held load = new Held();
        VersionContext early = core.engine.contexts().pin();
        Started<Object> first = threads.start(() -> core.request(() -> core.call(a, "x", () -> {
            Object value = load.run();
            core.invalidate("a");
            return value;
        })));
        load.awaitBegun();
        Started<Object> other = threads.start(() -> core.in(early, () -> core.call(a, "x", () -> 2)));
        core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
        assertThat(other.result()).isEqualTo(2);
    }

    /** What the value was computed from, the waiting request has itself invalidated. */
    @Test
    void aSharedValueThatTheWaitingRequestMayNotUseIsLoadedAnew() throws Exception {
        Held load = new Held();
        VersionContext writer = core.engine.contexts().pin();
        Started<Object> first = call(a, () -> core.call(b, "x", load));
        load.awaitBegun();
        Started<Object> other = threads.start(() -> core.in(writer, () -> {
            core.invalidate("b");
            return core.call(a, "x", () -> 2);
        }));
        core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
        assertThat(other.result()).isEqualTo(2);
    }

    /** Who led before has stored between our look at the store and our take-off. */
    @Test
    void whoComesToLateToWaitLooksAgain() throws Exception {
        Held load = new Held();
        Started<Object> first = call(a, load);
        load.awaitBegun();
        Stops.Stop stop = core.stops.next(FaultPoint.WAIT_FOR_LOAD);
        Started<Object> other = call(a, failing());
        stop.awaitArrival();
        load.end(1);
        first.result();
        stop.release();
        assertThat(other.result()).isEqualTo(1);
    }

    @Test
    void afterTheLockTimeoutOneLoadsForItself() throws Exception {
        CachedMethod hasty = core.plan("hasty()", Core.options(Duration.ofMillis(1), true, null), false, "a");
        Held load = new Held();
        Started<Object> first = call(hasty, load);
        load.awaitBegun();
        assertThat(core.request(() -> core.<Integer>call(hasty, "x", () -> 2))).isEqualTo(2);
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
        assertThat(hasty.statistics().misses()).isEqualTo(2);
    }

    @Test
    void anInterruptedWaiterLoadsForItselfAndStaysInterrupted() throws Exception {
        Held load = new Held();
        Started<Object> first = call(a, load);
        load.awaitBegun();
        Started<Boolean> other = threads.start(() -> {
            assertThat(core.request(() -> core.<Integer>call(a, "x", () -> 2))).isEqualTo(2);
            return Thread.interrupted();
        });
        core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
        other.interrupt();
        assertThat(other.result()).isTrue();
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
    }

    @Test
    void inATransactionNobodyWaits() throws Exception {
        Held load = new Held();
        Started<Object> first = call(a, load);
        load.awaitBegun();
        core.request(() -> {
            core.database.begin();
            assertThat(core.<Integer>call(a, "x", () -> 2)).isEqualTo(2);
            core.database.rollback();
            return null;
        });
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
    }

    @Test
    void nobodyWaitsForALoadOfATransaction() throws Exception {
        Held load = new Held();
        Started<Object> first = threads.start(() -> core.request(() -> {
            core.database.begin();
            Object value = core.call(a, "x", load);
            core.database.rollback();
            return value;
        }));
        load.awaitBegun();
        assertThat(core.request(() -> core.<Integer>call(a, "x", () -> 2))).isEqualTo(2);
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
    }

    /** By reflection, since this is compiled for Java 17. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void manyVirtualThreadsAtOnceLoadOnce() throws Exception {
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(200);
        try {
            List<Future<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                calls.add(virtual.submit(() -> core.request(() -> {
                    all.countDown();
                    return core.call(a, "x", () -> {
                        all.await(); // all carriers would be held, if waiting pinned them
                        return loads.incrementAndGet();
                    });
                })));
            }
            for (Future<Object> call : calls) {
                assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            }
        } finally {
            virtual.shutdownNow();
        }
    }

    @Test
    void aLoadThatAsksForItselfComputes() throws Exception {
        Object value = core.request(() -> core.call(a, "x", () -> core.call(a, "x", () -> "inner")));
        assertThat(value).isEqualTo("inner");
    }

    /** Two load A and B, and each then asks for the other's: one of them sees the circle and computes. */
    @Test
    void threadsDoNotWaitForEachOtherInACircle() throws Exception {
        CountDownLatch bothBegun = new CountDownLatch(2);
        Started<Object> first = call(a, () -> {
            bothBegun.countDown();
            assertThat(bothBegun.await(Threads.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            return core.call(b, "x", () -> "b for a");
        });
        Started<Object> second = call(b, () -> {
            bothBegun.countDown();
            assertThat(bothBegun.await(Threads.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            return core.call(a, "x", () -> "a for b");
        });
        assertThat(first.result()).isNotNull();
        assertThat(second.result()).isNotNull();
    }

    @Test
    void norInACircleOfThree() throws Exception {
        List<CachedMethod> plans = List.of(a, b, core.plan("c()", "a"));
        CountDownLatch allBegun = new CountDownLatch(3);
        List<Started<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CachedMethod next = plans.get((i + 1) % 3);
            calls.add(call(plans.get(i), () -> {
                allBegun.countDown();
                assertThat(allBegun.await(Threads.PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
                return core.call(next, "x", () -> "computed");
            }));
        }
        for (Started<Object> call : calls) {
            assertThat(call.result()).isEqualTo("computed");
        }
    }

    /** A chain is no circle: who waits for one that waits gets what it waits for. */
    @Test
    void aChainIsWaitedFor() throws Exception {
        Held load = new Held();
        Started<Object> first = call(b, load);
        load.awaitBegun();
        Started<Object> second = call(a, () -> core.call(b, "x", failing()));
        core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
        Started<Object> third = call(a, failing());
        core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
        assertThat(second.result()).isEqualTo(1);
        assertThat(third.result()).isEqualTo(1);
    }

    /** A load that waits to be told what it gives. */
    private static final class Held implements Load {

        private final CountDownLatch begun = new CountDownLatch(1);
        private final Semaphore ended = new Semaphore(0);
        private volatile Object value;

        void awaitBegun() throws InterruptedException {
            assertThat(begun.await(Threads.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }

        void end(Object given) {
            value = given;
            ended.release();
        }

        void fail() {
            ended.release();
        }

        @Override
        public Object run() {
            begun.countDown();
            ended.acquireUninterruptibly();
            if (value == null) {
                throw new IllegalStateException("on purpose");
            }
            return value;
        }
    }
}
