package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.Test;

/** A method that returns a stage is cached with the value of the stage. */
class StageCallTest {

    private final Core core = new Core("a", "b");
    private final CachedMethod a = core.stageMethod("a()", "a");
    private final List<CompletableFuture<Object>> made = new ArrayList<>();

    private CompletionStage<Object> call(CachedMethod method) throws Exception {
        return core.call(method, "x", () -> {
            CompletableFuture<Object> stage = new CompletableFuture<>();
            made.add(stage);
            return stage;
        });
    }

    private CompletionStage<Object> request() throws Exception {
        return core.request(() -> call(a));
    }

    private static Object now(CompletionStage<Object> stage) {
        return stage.toCompletableFuture().getNow("not done");
    }

    @Test
    void callersShareTheStageAndThenItsValue() throws Exception {
        CompletionStage<Object> first = request();
        CompletionStage<Object> second = request();
        assertThat(made).hasSize(1);
        assertThat(core.store.size()).isZero();
        made.get(0).complete(1);
        assertThat(now(first)).isEqualTo(1);
        assertThat(now(second)).isEqualTo(1);
        assertThat(core.store.size()).isEqualTo(1);
        assertThat(now(request())).isEqualTo(1);
        assertThat(made).hasSize(1);
    }

    @Test
    void aCallerDuringTheCallWaitsAndSharesTheStage() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch returning = new CountDownLatch(1);
        CompletableFuture<Object> stage = new CompletableFuture<>();
        try (Threads threads = new Threads()) {
            var first = threads.start(() -> core.<CompletionStage<Object>>request(() -> core.call(a, "x", () -> {
                called.countDown();
                returning.await();
                return stage;
            })));
            called.await();
            var second = threads.start(this::request);
            core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
            returning.countDown();
            CompletionStage<Object> one = first.result();
            CompletionStage<Object> other = second.result();
            stage.complete(1);
            assertThat(now(one)).isEqualTo(1);
            assertThat(now(other)).isEqualTo(1);
            assertThat(made).isEmpty();
        }
    }

    @Test
    void completingACallersStageDoesNotAffectOthers() throws Exception {
        request();
        CompletionStage<Object> second = request();
        second.toCompletableFuture().complete("own");
        CompletionStage<Object> third = request();
        assertThat(now(third)).isEqualTo("not done");
        made.get(0).complete(1);
        assertThat(now(third)).isEqualTo(1);
    }

    /** A caller may complete its stage early with a default, for example with {@code completeOnTimeout}. */
    @Test
    void completingTheFirstCallersStageDoesNotAffectOthers() throws Exception {
        request().toCompletableFuture().complete("a default");
        CompletionStage<Object> second = request();
        assertThat(now(second)).isEqualTo("not done");
        made.get(0).complete(1);
        assertThat(now(second)).isEqualTo(1);
        assertThat(now(request())).isEqualTo(1);
    }

    /** G7: waiting is bounded, since a stage may never complete. */
    @Test
    void anUnendingStageIsSharedUntilTheLockTimeout() throws Exception {
        CachedMethod hasty = core.method("hasty()", Core.options(Duration.ofNanos(1), true, null), true, "a");
        core.request(() -> call(hasty));
        CompletionStage<Object> second = core.request(() -> call(hasty));
        assertThat(made).hasSize(2);
        made.get(1).complete(2);
        assertThat(now(second)).isEqualTo(2);
        made.get(0).complete(1);
        assertThat(core.store.size()).isEqualTo(1);
    }

    @Test
    void aStageWithoutAFutureIsNotShared() throws Exception {
        CompletionStage<Object> unable = new CompletableFuture<>() {
            @Override
            public CompletableFuture<Object> toCompletableFuture() {
                throw new UnsupportedOperationException("on purpose");
            }
        };
        assertThat(core.request(() -> core.<Object>call(a, "x", () -> unable))).isSameAs(unable);
        assertThat(now(request())).isEqualTo("not done");
    }

    @Test
    void aFailedStageIsNotCached() throws Exception {
        CompletionStage<Object> first = request();
        CompletionStage<Object> second = request();
        made.get(0).completeExceptionally(new IllegalStateException("on purpose"));
        assertThat(first.toCompletableFuture()).isCompletedExceptionally();
        assertThat(second.toCompletableFuture()).isCompletedExceptionally();
        assertThat(now(request())).isEqualTo("not done");
        assertThat(made).hasSize(2);
    }

    @Test
    void aCompletedStageIsStoredAtOnce() throws Exception {
        core.request(() -> core.call(a, "x", () -> CompletableFuture.completedFuture(1)));
        assertThat(core.store.size()).isEqualTo(1);
        assertThat(now(request())).isEqualTo(1);
    }

    @Test
    void aNullStageIsNotCached() throws Exception {
        assertThat(core.request(() -> core.<Object>call(a, "x", () -> null))).isNull();
        assertThat(core.store.size()).isZero();
        assertThat(now(request())).isEqualTo("not done");
    }

    @Test
    void aNullValueIsNotStoredIfNullsAreNotCached() throws Exception {
        CachedMethod noNulls = core.method("noNulls()", Core.options(Core.LOCK_TIMEOUT, false, null), true, "a");
        core.request(() -> call(noNulls));
        made.get(0).complete(null);
        assertThat(core.store.size()).isZero();
        assertThat(now(core.request(() -> call(noNulls)))).isEqualTo("not done");
    }

    @Test
    void aStageCompletedAfterAnInvalidationKeepsItsOldLabel() throws Exception {
        request();
        core.invalidate("a");
        made.get(0).complete("old");
        assertThat(now(request())).isEqualTo("not done");
    }

    /** G4: applies until the request that started the stage ends. */
    @Test
    void aStageIsNotKeptIfItsRequestInvalidates() throws Exception {
        core.request(() -> {
            call(a);
            core.invalidate("a");
            made.get(0).complete("whatever it has read");
            return null;
        });
        assertThat(core.store.size()).isZero();
    }

    @Test
    void aStageInATransactionIsNotShared() throws Exception {
        core.request(() -> {
            core.database.begin();
            CompletionStage<Object> stage = call(a);
            made.get(0).complete(1);
            assertThat(now(stage)).isEqualTo(1);
            core.database.commit();
            return null;
        });
        assertThat(core.store.size()).isZero();
        assertThat(now(request())).isEqualTo("not done");
    }

    @Test
    void aHitInATransactionIsServed() throws Exception {
        request();
        made.get(0).complete(1);
        core.request(() -> {
            core.database.begin();
            assertThat(now(call(a))).isEqualTo(1);
            core.database.commit();
            return null;
        });
    }

    @Test
    void readsBeforeTheCallReturnsAreDependencies() throws Exception {
        CachedMethod b = core.method("b()", "b");
        core.request(() -> core.call(a, "x", () -> {
            core.value(b, "x");
            return CompletableFuture.completedFuture(1);
        }));
        core.invalidate("b");
        assertThat(now(request())).isEqualTo("not done");
    }

    @Test
    void aFilterThatThrowsStoresNothing() throws Exception {
        CachedMethod filtered = core.method(
                "filtered()",
                Core.options(Core.LOCK_TIMEOUT, true, (method, result) -> {
                    throw new IllegalStateException("on purpose");
                }),
                true,
                "a");
        core.request(() -> call(filtered));
        made.get(0).complete(1);
        assertThat(now(core.request(() -> call(filtered)))).isEqualTo("not done");
        assertThat(core.store.size()).isZero();
    }

    /** They are kept outside the store, which has a bound. */
    @Test
    void thousandsOfUnendingStagesAreNotKept() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            int key = i;
            core.request(() -> core.call(a, key, CompletableFuture::new));
        }
        AtomicInteger loads = new AtomicInteger();
        for (int i = 0; i < 2_000; i++) {
            int key = i;
            core.request(() -> core.call(a, key, () -> {
                loads.incrementAndGet();
                return new CompletableFuture<>();
            }));
        }
        assertThat(loads).as("as many as there is no room for").hasValue(1_000);
    }
}
