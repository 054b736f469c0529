package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.FakeClock;
import org.cacheversions.internal.core.ManualExecutor;
import org.cacheversions.internal.core.Stops;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.coherence.NodeServices;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.node.LogCapture;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.Test;

/** {@code refreshAhead}: a hit near the expiry of an entry refreshes it in the background. */
class RefreshAheadTest {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration NEAR_ITS_END = Duration.ofMinutes(9);

    private final Database database = new Database("a", "b");
    private final FakeClock clock = new FakeClock();
    private final ManualExecutor background = new ManualExecutor();
    private final Core core = new Core(database, Coherence.STRICT, new NodeServices(clock, background, null));
    private final CachedMethod method = core.method(
            "eager()",
            new CachedMethod.Options(LIFE, true, Core.LOCK_TIMEOUT, null, null, null, Duration.ofMinutes(2), false),
            false,
            "a");
    private final AtomicInteger loads = new AtomicInteger();

    RefreshAheadTest() {
        clock.advanceWall(Duration.ofMillis(System.currentTimeMillis() - clock.wallMillis()));
        core.engine.calls().refreshExecutor(background);
        database.write("x", 1);
    }

    private Object call() throws Exception {
        return core.call(method, "x", () -> {
            loads.incrementAndGet();
            return database.value("x");
        });
    }

    private Object request() throws Exception {
        return core.request(this::call);
    }

    @Test
    void aHitNearExpiryServesTheOldValueAndRefreshesIt() throws Exception {
        request();
        database.write("x", 2);
        clock.advance(NEAR_ITS_END);
        assertThat(request()).isEqualTo(1);
        assertThat(loads).hasValue(1);
        background.runAll();
        assertThat(loads).hasValue(2);
        assertThat(request()).isEqualTo(2);
        assertThat(background.given).as("the new entry is not near its expiry").isEmpty();
        assertThat(method.statistics().misses()).isEqualTo(1);
    }

    @Test
    void anEarlierHitStartsNoRefresh() throws Exception {
        request();
        clock.advance(Duration.ofMinutes(7));
        request();
        assertThat(background.given).isEmpty();
    }

    @Test
    void manyHitsStartOneRefresh() throws Exception {
        request();
        clock.advance(NEAR_ITS_END);
        request();
        request();
        core.request(() -> {
            call();
            return call();
        });
        assertThat(background.given).hasSize(1);
        background.runAll();
        assertThat(loads).hasValue(2);
    }

    /** Its hash code stays the same when it changes. */
    private static final class Criteria {
        String name = "x";

        @Override
        public boolean equals(Object other) {
            return other instanceof Criteria that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Test
    void anArgumentThatItsCallerMayChangeIsNotUsedLater() throws Exception {
        try (LogCapture log = new LogCapture()) {
            for (Object argument : List.of(new Criteria(), List.of(new Criteria()), new ArrayList<>(List.of("x")))) {
                core.request(() -> core.call(method, argument, () -> 1));
                clock.advance(NEAR_ITS_END);
                assertThat(core.request(() -> core.<Object>call(method, argument, () -> 2)))
                        .isEqualTo(1);
                assertThat(background.given).isEmpty();
            }
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0543"))
                    .hasSize(1);
        }
    }

    @Test
    void aMethodWithoutRefreshAheadIsNeverRefreshed() throws Exception {
        CachedMethod plain = core.method(
                "plain()",
                new CachedMethod.Options(LIFE, true, Core.LOCK_TIMEOUT, null, null, null, null, false),
                false,
                "a");
        core.request(() -> core.value(plain, "x"));
        clock.advance(LIFE);
        core.request(() -> core.value(plain, "x"));
        assertThat(background.given).isEmpty();
    }

    @Test
    void anInvalidationCancelsAQueuedRefresh() throws Exception {
        request();
        clock.advance(NEAR_ITS_END);
        request();
        core.commit("x", 2, "a");
        background.runAll();
        assertThat(loads).hasValue(1);
        assertThat(request()).isEqualTo(2);
    }

    @Test
    void aRefreshFromBeforeAnInvalidationKeepsItsOldLabel() throws Exception {
        request();
        clock.advance(NEAR_ITS_END);
        request();
        Stops.Stop beforeStore = core.stops.next(FaultPoint.BEFORE_STORE);
        try (Threads threads = new Threads()) {
            var refresh = threads.start(() -> {
                background.runAll();
                return null;
            });
            beforeStore.awaitArrival();
            core.commit("x", 2, "a");
            assertThat(request()).as("during the refresh").isEqualTo(2);
            beforeStore.release();
            refresh.result();
            assertThat(request()).as("after the refresh").isEqualTo(2);
            assertThat(core.store.regions()).hasSize(2);
            assertThat(core.store.regions().get(0).hasPassed()).isTrue();
        }
    }

    /** The reverse order: the load begins after the invalidation, with labels read before it. */
    @Test
    void aRefreshWithOlderLabelsServesOnlyOlderRequests() throws Exception {
        request();
        clock.advance(NEAR_ITS_END);
        request();
        Stops.Stop afterRead = core.stops.next(FaultPoint.AFTER_READ);
        try (Threads threads = new Threads()) {
            var refresh = threads.start(() -> {
                background.runAll();
                return null;
            });
            afterRead.awaitArrival();
            database.write("x", 2);
            database.invalidate(new TreeSet<>(Set.of("a")));
            afterRead.release();
            refresh.result();
        }
        database.write("x", 3);
        assertThat(request()).isEqualTo(3);
    }

    /** A caller whose entry has expired in the meantime waits for the running load. */
    @Test
    void aMissDuringARefreshSharesIt() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CachedMethod slow = core.method(
                "slow()",
                new CachedMethod.Options(LIFE, true, Core.LOCK_TIMEOUT, null, null, LIFE, Duration.ofMinutes(2), false),
                false,
                "a");
        Load load = () -> {
            if (loads.incrementAndGet() == 2) {
                loading.countDown();
                go.await();
            }
            return loads.get();
        };
        core.request(() -> core.call(slow, "x", load));
        clock.advance(NEAR_ITS_END);
        core.request(() -> core.call(slow, "x", load));
        try (Threads threads = new Threads()) {
            var refresh = threads.start(() -> {
                background.runAll();
                return null;
            });
            loading.await();
            clock.advance(Duration.ofMinutes(2));
            var caller = threads.start(() -> core.request(() -> core.call(slow, "x", () -> {
                throw new AssertionError("loaded twice");
            })));
            core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
            go.countDown();
            refresh.result();
            assertThat(caller.result()).isEqualTo(2);
        }
    }

    @Test
    void afterAFailedRefreshTheEntryServesUntilItExpires() throws Exception {
        request();
        clock.advance(NEAR_ITS_END);
        core.request(() -> core.call(method, "x", () -> {
            throw new IOException("the load has failed");
        }));
        background.runAll();
        assertThat(method.statistics().failures()).isEqualTo(1);
        assertThat(request()).isEqualTo(1);
        assertThat(background.given).as("and the refresh is retried").hasSize(1);
    }

    @Test
    void aRefreshWithoutVersionsLoadsNothing() throws Exception {
        request();
        clock.advance(NEAR_ITS_END);
        request();
        database.down(true);
        background.runAll();
        assertThat(loads).hasValue(1);
    }

    @Test
    void aFullQueueSkipsTheRefresh() throws Exception {
        Executor full = task -> {
            throw new RejectedExecutionException();
        };
        core.engine.calls().refreshExecutor(full);
        request();
        clock.advance(NEAR_ITS_END);
        assertThat(request()).isEqualTo(1);
        core.engine.calls().refreshExecutor(background);
        request();
        assertThat(background.given).hasSize(1);
    }

    @Test
    void concurrentRefreshesAreBounded() throws Exception {
        int keys = Refresh.MOST + 10;
        for (int i = 0; i < keys; i++) {
            int key = i;
            core.request(() -> core.call(method, key, () -> key));
        }
        clock.advance(NEAR_ITS_END);
        for (int i = 0; i < keys; i++) {
            int key = i;
            core.request(() -> core.call(method, key, () -> key));
        }
        assertThat(background.given).hasSize(Refresh.MOST);
        background.runAll();
        core.request(() -> core.call(method, keys - 1, () -> 0));
        assertThat(background.given).hasSize(1);
    }

    @Test
    void aNestedRefreshRecordsItsDependencies() throws Exception {
        CachedMethod inner = core.method("inner()", "b");
        Load load = () -> core.value(inner, "x");
        core.request(() -> core.call(method, "nested", load));
        clock.advance(NEAR_ITS_END);
        core.request(() -> core.call(method, "nested", load));
        background.runAll();
        core.commit("x", 2, "b");
        assertThat(core.<Object>request(() -> core.call(method, "nested", load)))
                .isEqualTo(2);
    }

    @Test
    void entriesStoredTogetherDoNotExpireTogether() throws Exception {
        for (int i = 0; i < 100; i++) {
            int key = i;
            core.request(() -> core.call(method, key, () -> key));
        }
        clock.advance(Duration.ofMinutes(7).plusSeconds(45)); // refreshed from between 7:30 and 8:00 on
        for (int i = 0; i < 100; i++) {
            int key = i;
            core.request(() -> core.call(method, key, () -> key));
        }
        assertThat(background.given.size()).isBetween(10, Refresh.MOST);
    }

    @Test
    void aRefreshIgnoresTheTransactionOfItsThread() throws Exception {
        request();
        clock.advance(NEAR_ITS_END);
        request();
        database.begin();
        background.runAll();
        database.rollback();
        assertThat(loads).hasValue(1);
    }
}
