package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
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

/** G7: one thread loads a key and the others wait for it, but neither forever nor for each other. */
@Timeout(60)
class SingleFlightTest {

    private final Core core = new Core("a", "b");
    private final CachedMethod a = core.method("a()", "a");
    private final CachedMethod b = core.method("b()", "b");
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

    private Started<Object> call(CachedMethod method, Load load) {
        return threads.start(() -> core.request(() -> core.call(method, "x", load)));
    }

    @Test
    void concurrentCallersLoadOnce() throws Exception {
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
    void concurrentCallersLoadOnceIfTheStoreFails() throws Exception {
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
    void callersOfAnotherKeyDoNotWait() throws Exception {
        Held load = new Held();
        Started<Object> first = call(a, load);
        load.awaitBegun();
        assertThat(core.request(() -> core.<Integer>call(a, "y", () -> 2))).isEqualTo(2);
        load.end(1);
        first.result();
    }

    /** Or else the waiting threads would load one after the other, only to fail in turn. */
    @Test
    void aFailureIsHandedToTheWaitingThreads() throws Exception {
        Held load = new Held();
        Started<Object> first = call(a, load);
        load.awaitBegun();
        List<Started<Object>> others = waiting(50, a, failing());
        load.fail();
        Throwable failure = catchThrowable(first::result);
        assertThat(failure).hasMessage("on purpose");
        for (Started<Object> other : others) {
            assertThat(catchThrowable(other::result)).isSameAs(failure);
        }
        assertThat(a.statistics().failures()).isOne();
        assertThat(a.statistics().misses()).isEqualTo(51);
        assertThat(core.request(() -> core.<Integer>call(a, "x", () -> 2)))
                .as("it is not stored")
                .isEqualTo(2);
    }

    /** The failure may be of what the cache had before this request invalidated it. */
    @Test
    void aFailureThatTheWaitingRequestMayNotUseIsNotHanded() throws Exception {
        Held load = new Held();
        VersionContext writer = core.engine.contexts().pin();
        Started<Object> first = call(a, () -> core.call(b, "x", load));
        load.awaitBegun();
        Started<Object> other = threads.start(() -> core.in(writer, () -> {
            core.invalidate("b");
            return core.call(a, "x", () -> 2);
        }));
        core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
        load.fail();
        assertThatThrownBy(first::result).hasMessage("on purpose");
        assertThat(other.result()).isEqualTo(2);
    }

    /** What an enclosing load makes of the exception depends on the caches that it came from. */
    @Test
    void anEntryThatWasMadeFromAHandedFailureDependsOnItsCaches() throws Exception {
        Held load = new Held();
        Started<Object> first = call(a, load);
        load.awaitBegun();
        Started<Object> other = threads.start(() -> core.request(() -> core.call(b, "x", () -> {
            try {
                return core.call(a, "x", failing());
            } catch (IllegalStateException e) {
                return "failed";
            }
        })));
        core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
        load.fail();
        assertThatThrownBy(first::result).hasMessage("on purpose");
        assertThat(other.result()).isEqualTo("failed");
        assertThat(core.request(() -> core.<String>call(b, "x", failing()))).isEqualTo("failed");

        core.invalidate("a");
        assertThat(core.request(() -> core.<String>call(b, "x", () -> "works"))).isEqualTo("works");
    }

    @Test
    void whenTheLoadingThreadIsInterruptedAnotherTakesItsPlace() throws Exception {
        Started<Object> first = threads.start(() -> core.request(() -> core.call(a, "x", () -> {
            new CountDownLatch(1).await();
            return 1;
        })));
        await().until(() -> a.statistics().misses() == 1);
        AtomicInteger loads = new AtomicInteger();
        List<Started<Object>> others = waiting(3, a, loads::incrementAndGet);
        first.interrupt();
        assertThatThrownBy(first::result).isInstanceOf(InterruptedException.class);
        for (Started<Object> other : others) {
            assertThat(other.result()).isEqualTo(1);
        }
        assertThat(loads).hasValue(1);
    }

    /** It is known as soon as the load uses a value of its own transaction, a stopped cache or a stale value. */
    @Test
    void nobodyWaitsForALoadWhoseValueWillNotBeShared() throws Exception {
        CachedMethod stopped = core.method("stopped()", "s");
        core.database.start(new TreeSet<>(List.of("s")));
        core.request(() -> core.call(stopped, "x", () -> 0));
        core.database.stop("s");
        Held load = new Held();
        Held inner = new Held();
        Started<Object> first = call(a, () -> {
            inner.run();
            core.call(stopped, "x", () -> 1);
            return load.run();
        });
        inner.awaitBegun();
        List<Started<Object>> others = waiting(3, a, () -> core.call(stopped, "x", () -> 2));
        inner.end(0);
        for (Started<Object> other : others) {
            assertThat(other.result()).isEqualTo(2); // while the first still loads
        }
        load.end(1);
        assertThat(first.result()).isEqualTo(1);

        // nor for the next load of this key, until one has given a value that can be shared
        Held next = new Held();
        Started<Object> second = call(a, next);
        next.awaitBegun();
        assertThat(core.request(() -> core.<Integer>call(a, "x", () -> 3))).isEqualTo(3);
        next.end(3);
        second.result();
        assertThat(core.request(() -> core.<Integer>call(a, "x", failing()))).isEqualTo(3);
    }

    /** An error, a filter that fails, or an exception of a load that used a stopped cache is handed to nobody. */
    @Test
    void nobodyWaitsForALoadAfterOneThatEndedInAnotherWay() throws Exception {
        CachedMethod stopped = core.method("stopped()", "s");
        core.database.start(new TreeSet<>(List.of("s")));
        core.request(() -> core.call(stopped, "x", () -> 0));
        core.database.stop("s");
        CachedMethod filtered = core.method(
                "filtered()",
                Core.options(Core.LOCK_TIMEOUT, true, (method, value) -> {
                    throw new IllegalStateException("on purpose");
                }),
                false,
                "a");
        CachedMethod another = core.method("another()", "a");
        expectNoWaiting(a, () -> {
            throw new LinkageError("on purpose");
        });
        expectNoWaiting(filtered, () -> 1);
        expectNoWaiting(another, () -> {
            core.call(stopped, "x", () -> 1);
            throw new IllegalStateException("on purpose");
        });
    }

    private void expectNoWaiting(CachedMethod method, Load load) throws Exception {
        catchThrowable(() -> core.request(() -> core.call(method, "x", load)));
        Held next = new Held();
        Started<Object> second = call(method, next);
        next.awaitBegun();
        catchThrowable(() -> core.request(() -> core.call(method, "x", load))); // or it would wait for the other
        next.end(1);
        catchThrowable(second::result);
    }

    @Test
    void aSlowLoadIsJoinedByOneMoreForEachLockTimeout() throws Exception {
        Duration timeout = Duration.ofMillis(500);
        CachedMethod slow = core.method("slow()", Core.options(timeout, true, null), false, "a");
        Held load = new Held();
        long began = System.nanoTime();
        Started<Object> first = call(slow, load);
        load.awaitBegun();
        Held more = new Held();
        AtomicInteger loads = new AtomicInteger();
        List<Started<Object>> others = waiting(9, slow, () -> {
            loads.incrementAndGet();
            return more.run();
        });
        more.awaitBegun();
        load.end(1);
        int begun = loads.get();
        assertThat(begun).isLessThanOrEqualTo((int) ((System.nanoTime() - began) / timeout.toNanos()));
        first.result();
        // whichever load ends first serves those that wait for the others
        await().until(() ->
                others.stream().filter(other -> other.task().isDone()).count() >= 9 - loads.get());
        more.endAll(1);
        for (Started<Object> other : others) {
            assertThat(other.result()).isEqualTo(1);
        }
    }

    private List<Started<Object>> waiting(int number, CachedMethod method, Load load) throws InterruptedException {
        List<Started<Object>> waiting = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            waiting.add(call(method, load));
        }
        core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, number);
        return waiting;
    }

    @Test
    void anUnsharableValueIsNotShared() throws Exception {
        Held load = new Held();
        Started<Object> first = threads.start(() -> core.request(() -> core.call(a, "x", () -> {
            core.invalidate("a");
            return load.run();
        })));
        load.awaitBegun();
        // the same labels, as if pinned before the invalidation
        Started<Object> other = call(a, () -> 2);
        assertThat(other.result()).isEqualTo(2);
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
    }

    @Test
    void aWaiterForAnUnsharableValueLoads() throws Exception {
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

    /** The waiting request has itself invalidated a dependency of the value. */
    @Test
    void aWaiterLoadsIfItMayNotUseTheSharedValue() throws Exception {
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

    /** The previous leader stores its value after this caller has looked it up and before it takes the lead. */
    @Test
    void aCallerThatArrivesTooLateToWaitLooksAgain() throws Exception {
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
    void aWaiterLoadsAfterTheLockTimeout() throws Exception {
        CachedMethod hasty = core.method("hasty()", Core.options(Duration.ofMillis(1), true, null), false, "a");
        Held load = new Held();
        Started<Object> first = call(hasty, load);
        load.awaitBegun();
        assertThat(core.request(() -> core.<Integer>call(hasty, "x", () -> 2))).isEqualTo(2);
        load.end(1);
        assertThat(first.result()).isEqualTo(1);
        assertThat(hasty.statistics().misses()).isEqualTo(2);
    }

    @Test
    void anInterruptedWaiterLoadsAndStaysInterrupted() throws Exception {
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
    void callersInATransactionDoNotWait() throws Exception {
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
    void callersDoNotWaitForALoadInATransaction() throws Exception {
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

    /** Uses reflection, since this is compiled for Java 17. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void concurrentVirtualThreadsLoadOnce() throws Exception {
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
                        all.await(); // would block all carrier threads if waiting pinned them
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
    void aRecursiveLoadComputes() throws Exception {
        Object value = core.request(() -> core.call(a, "x", () -> core.call(a, "x", () -> "inner")));
        assertThat(value).isEqualTo("inner");
    }

    /** Two loads ask for each other's key; one of them detects the cycle and loads itself. */
    @Test
    void twoThreadsDoNotWaitInACycle() throws Exception {
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
    void threeThreadsDoNotWaitInACycle() throws Exception {
        List<CachedMethod> methods = List.of(a, b, core.method("c()", "a"));
        CountDownLatch allBegun = new CountDownLatch(3);
        List<Started<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CachedMethod next = methods.get((i + 1) % 3);
            calls.add(call(methods.get(i), () -> {
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

    /** A chain is not a cycle: each caller receives the value that it waits for. */
    @Test
    void threadsWaitInAChain() throws Exception {
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

    /** A load that waits until the test gives it a result. */
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

        void endAll(Object given) {
            value = given;
            ended.release(1000);
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
