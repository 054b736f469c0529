package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.FakeClock;
import org.cacheversions.internal.core.ManualExecutor;
import org.cacheversions.internal.core.TestStore;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.coherence.NodeServices;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.entries.SupersededGenerations;
import org.cacheversions.spi.FaultPoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code staleOnError}: serves an expired or invalidated value for a limited time if the load fails. */
class StaleOnErrorTest {

    private static final Duration GRACE = Duration.ofMinutes(5);

    private final Database database = new Database("a", "b");
    private final FakeClock clock = new FakeClock();
    private final Core core = new Core(database, Coherence.STRICT, new NodeServices(clock, new ManualExecutor(), null));
    private final CachedMethod method = core.method("patient()", options(null, GRACE), false, "a");
    private final CachedMethod strict = core.method("strict()", "a");
    private boolean fails;

    StaleOnErrorTest() {
        clock.advanceWall(Duration.ofMillis(System.currentTimeMillis() - clock.wallMillis()));
        database.write("x", 1);
    }

    private static CachedMethod.Options options(@Nullable Duration timeToLive, @Nullable Duration grace) {
        return new CachedMethod.Options(timeToLive, true, Core.LOCK_TIMEOUT, null, null, grace, null, false);
    }

    private Object load() throws IOException {
        if (fails) {
            throw new IOException("the load has failed");
        }
        return database.value("x");
    }

    private Object call(CachedMethod called) throws Exception {
        return core.call(called, "x", this::load);
    }

    private Object request(CachedMethod called) throws Exception {
        return core.request(() -> call(called));
    }

    private void assertFails(CachedMethod called) {
        assertThatThrownBy(() -> request(called))
                .isInstanceOf(IOException.class)
                .hasMessage("the load has failed");
    }

    private void write(int value) {
        core.commit("x", value, "a");
    }

    /** Nobody knows for how long it has been invalid. */
    @Test
    void theEntryOfAnInvalidatedScopeIsServedWithinTheGracePeriod() throws Exception {
        CachedMethod scoped = core.scopedMethod("scoped()", options(null, GRACE), "a");
        assertThat(request(scoped)).isEqualTo(1);
        core.invalidate(Scope.of("a", "x"));
        clock.advance(GRACE.multipliedBy(2));
        core.request(() -> call(strict)); // the node sees the invalidation
        fails = true;
        clock.advance(GRACE.minusNanos(2));
        core.invalidate(Scope.of("a", "x")); // counts from the first
        core.invalidate(Scope.of("a", "other"));
        assertThat(request(scoped)).isEqualTo(1);
        clock.advance(Duration.ofNanos(1));
        database.down(true);
        assertThat(request(scoped)).isEqualTo(1);
        database.down(false);
        clock.advance(Duration.ofNanos(1));
        assertFails(scoped);
        database.down(true);
        assertFails(scoped);
    }

    /** Not from when it was committed, which another node has done long ago. */
    @Test
    void theGraceOfARecordedScopeCountsFromWhenTheNodeKnowsTheInvalidation() throws Exception {
        CachedMethod scoped = core.scopedMethod("scoped()", "a");
        CachedMethod page = core.method("page()", options(null, GRACE), false, "b");
        core.request(() -> core.call(page, "x", () -> call(scoped)));
        new Core(database, false).invalidate(Scope.of("a", "x"));
        fails = true;
        clock.advance(GRACE.multipliedBy(2));
        assertThat(request(page)).as("the node learns of it").isEqualTo(1);
        clock.advance(GRACE.minusNanos(1));
        assertThat(request(page)).isEqualTo(1);
        clock.advance(Duration.ofNanos(1));
        assertFails(page);
        core.invalidate("a");
        assertFails(page);
    }

    @Test
    void anEntryOlderThanTheWindowIsNotServed() throws Exception {
        CachedMethod scoped = core.scopedMethod("scoped()", options(null, GRACE), "a");
        assertThat(request(scoped)).isEqualTo(1);
        core.invalidate("a");
        fails = true;
        assertFails(scoped);
    }

    @Test
    void aValueThatUsedAScopeThatTheRequestHasInvalidatedIsNotServed() throws Exception {
        CachedMethod scoped = core.scopedMethod("scoped()", "a");
        CachedMethod page = core.method("page()", options(null, GRACE), false, "b");
        core.request(() -> core.call(page, "x", () -> "page of " + call(scoped)));
        core.invalidate("b");
        core.request(() -> {
            core.invalidate(Scope.of("a", "x"));
            assertThatThrownBy(() -> core.call(page, "x", () -> {
                        throw new IOException("the load has failed");
                    }))
                    .isInstanceOf(IOException.class);
            return null;
        });
    }

    @Test
    void theInvalidatedValueIsServedWithinTheGracePeriod() throws Exception {
        assertThat(request(method)).isEqualTo(1);
        write(2);
        fails = true;
        assertThat(request(method)).isEqualTo(1);
        clock.advance(GRACE.minusNanos(1));
        assertThat(request(method)).isEqualTo(1);
        assertThat(method.statistics().stale()).isEqualTo(2);
        assertThat(method.statistics().failures()).isEqualTo(2);
        clock.advance(Duration.ofNanos(1));
        assertFails(method);
    }

    @Test
    void withoutStaleOnErrorTheFailureIsThrown() throws Exception {
        assertThat(request(strict)).isEqualTo(1);
        write(2);
        fails = true;
        assertFails(strict);
    }

    @Test
    void aSuccessfulLoadIsServedAtOnce() throws Exception {
        request(method);
        write(2);
        fails = true;
        request(method);
        fails = false;
        assertThat(request(method)).isEqualTo(2);
        assertThat(core.store.regions().get(1).size()).isEqualTo(1);
    }

    @Test
    void afterSeveralInvalidationsTheLatestValueIsServed() throws Exception {
        request(method);
        write(2);
        request(method);
        write(3);
        fails = true;
        assertThat(request(method)).isEqualTo(2);
        write(4);
        assertThat(request(method)).isEqualTo(2);
    }

    @Test
    void valuesLeaveTheHeapAfterTheGracePeriod() throws Exception {
        request(method);
        write(2);
        request(method);
        assertThat(core.store.regions().get(0).hasPassed()).isFalse();
        clock.advance(GRACE);
        write(3);
        request(method);
        assertThat(core.store.regions().get(0).hasPassed()).isTrue();
        assertThat(core.store.regions().get(1).hasPassed()).isFalse();
    }

    @Test
    void atMostEightInvalidatedGenerationsAreKept() throws Exception {
        for (int i = 0; i <= SupersededGenerations.MOST + 1; i++) {
            request(method);
            write(i);
        }
        request(method);
        assertThat(core.store.regions().stream()
                        .filter(TestStore.Region::hasPassed)
                        .count())
                .isEqualTo(2);
    }

    @Test
    void anUnusedGenerationIsNotKept() throws Exception {
        request(method);
        for (int i = 0; i < 3 * SupersededGenerations.MOST; i++) {
            write(i);
            core.request(() -> core.call(strict, "other", () -> 0));
        }
        fails = true;
        assertThat(request(method)).isEqualTo(1);
    }

    @Test
    void aStoppedCacheKeepsNothing() throws Exception {
        request(method);
        write(2);
        request(method);
        database.stop("a");
        core.request(() -> core.engine.contexts().current());
        assertThat(core.store.regions()).allMatch(TestStore.Region::hasPassed);
    }

    @Test
    void theInvalidatingRequestSeesTheFailure() throws Exception {
        request(method);
        core.request(() -> {
            write(2);
            fails = true;
            assertThatThrownBy(() -> call(method)).isInstanceOf(IOException.class);
            return null;
        });
    }

    /** The load may have marked it for rollback. */
    /** Also if the invalidated value was read through another cached call. */
    @Test
    void aRequestThatInvalidatedADependencySeesTheFailure() throws Exception {
        CachedMethod inner = core.method("inner()", "b");
        core.request(() -> core.call(method, "x", () -> core.call(inner, "x", this::load)));
        write(2);
        fails = true;
        core.request(() -> {
            core.invalidate("b");
            assertThatThrownBy(() -> call(method)).isInstanceOf(IOException.class);
            return null;
        });
        assertThat(request(method)).as("another request").isEqualTo(1);
    }

    @Test
    void aTransactionSeesTheFailure() throws Exception {
        request(method);
        write(2);
        fails = true;
        core.request(() -> {
            database.begin();
            assertThatThrownBy(() -> call(method)).isInstanceOf(IOException.class);
            database.rollback();
            return null;
        });
    }

    @Test
    void anInterruptIsThrown() throws Exception {
        request(method);
        write(2);
        assertThatThrownBy(() -> core.request(() -> core.call(method, "x", () -> {
                    throw new InterruptedException();
                })))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aValueComputedFromAStaleValueIsNotStored() throws Exception {
        CachedMethod outer = core.method("outer()", "b");
        request(method);
        write(2);
        fails = true;
        assertThat(core.<Object>request(() -> core.call(outer, "x", () -> call(method))))
                .isEqualTo(1);
        fails = false;
        assertThat(core.<Object>request(() -> core.call(outer, "x", () -> call(method))))
                .isEqualTo(2);
    }

    @Test
    void anExpiredEntryIsServedIfItsReloadFails() throws Exception {
        CachedMethod lasting = core.method("lasting()", options(Duration.ofMinutes(10), GRACE), false, "a");
        request(lasting);
        database.write("x", 2);
        clock.advance(Duration.ofMinutes(9));
        assertThat(request(lasting)).as("within its time to live, less 5%").isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        fails = true;
        assertThat(request(lasting)).isEqualTo(1);
        fails = false;
        assertThat(request(lasting)).isEqualTo(2);
    }

    @Test
    void aStoreKeepsAnEntryForItsTimeAndTheGracePeriod() throws Exception {
        CachedMethod lasting = core.method("lasting()", options(Duration.ofMinutes(10), GRACE), false, "a");
        request(lasting);
        assertThat(core.store.regions().get(0).spec().timeToLive()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void lastReadVersionsServeDuringAnOutage() throws Exception {
        request(method);
        request(strict);
        clock.advance(GRACE.minusNanos(1));
        database.down(true);
        fails = true;
        assertThat(request(method)).isEqualTo(1);
        assertFails(strict);
        clock.advance(Duration.ofNanos(1));
        assertFails(method);
    }

    @Test
    void duringAnOutageTheLoadIsTriedFirst() throws Exception {
        request(method);
        database.down(true);
        database.write("x", 2);
        assertThat(request(method)).isEqualTo(2);
    }

    @Test
    void duringAnOutageNothingIsServedBeforeAFirstRead() {
        database.down(true);
        fails = true;
        assertFails(method);
    }

    /** Otherwise each waiter would load in turn, only to fail. */
    @Test
    void waitersForAFailedLoadAreAllServedTheStaleValue() throws Exception {
        request(method);
        write(2);
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch fail = new CountDownLatch(1);
        try (Threads threads = new Threads()) {
            var first = threads.start(() -> core.request(() -> core.call(method, "x", () -> {
                loading.countDown();
                fail.await();
                throw new IOException("the load has failed");
            })));
            loading.await();
            var second = threads.start(() -> core.request(() -> core.call(method, "x", () -> {
                throw new AssertionError("loaded twice");
            })));
            core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
            fail.countDown();
            assertThat(first.result()).isEqualTo(1);
            assertThat(second.result()).isEqualTo(1);
        }
    }
}
