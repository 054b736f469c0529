package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.junit.jupiter.api.Test;

/** A stage is treated as one whatever type its method declares. */
class HiddenStageTest {

    private final Core core = new Core("a", "b");
    private final CachedMethod a = core.method("a()", "a");
    private final List<CompletableFuture<Object>> made = new ArrayList<>();

    private CompletableFuture<Object> request() throws Exception {
        return core.request(() -> core.<CompletionStage<Object>>call(a, "x", () -> {
                    CompletableFuture<Object> stage = new CompletableFuture<>();
                    made.add(stage);
                    return stage;
                }))
                .toCompletableFuture();
    }

    @Test
    void callersShareTheStageAndThenItsValue() throws Exception {
        CompletableFuture<Object> first = request();
        CompletableFuture<Object> second = request();
        assertThat(made).hasSize(1);
        assertThat(core.store.size()).isZero();
        made.get(0).complete(1);
        assertThat(first).isCompletedWithValue(1);
        assertThat(second).isCompletedWithValue(1);
        assertThat(core.store.size()).isEqualTo(1);
        assertThat(request()).isCompletedWithValue(1);
        assertThat(made).hasSize(1);
    }

    @Test
    void aFailureIsNotStored() throws Exception {
        CompletableFuture<Object> first = request();
        made.get(0).completeExceptionally(new IllegalStateException("on purpose"));
        assertThat(first).isCompletedExceptionally();
        assertThat(core.store.size()).isZero();
        request();
        assertThat(made).hasSize(2);
    }

    @Test
    void neitherTheMethodNorACallerCanChangeWhatOthersGet() throws Exception {
        CompletableFuture<Object> first = request();
        made.get(0).complete(1);
        made.get(0).obtrudeValue("by the method");
        first.obtrudeValue("by the first caller");
        request().obtrudeValue("by the second");
        assertThat(request()).isCompletedWithValue(1);
        assertThat(made).hasSize(1);
    }

    @Test
    void aTransactionSharesNoStage() throws Exception {
        core.request(() -> {
            core.database.begin();
            core.call(a, "x", CompletableFuture::new);
            core.database.commit();
            return null;
        });
        assertThat(core.store.size()).isZero();
        request();
        assertThat(made).hasSize(1);
    }

    @Test
    void anEnclosingLoadDependsOnTheStage() throws Exception {
        CachedMethod outer = core.method("outer()", "b");
        core.request(() -> core.call(outer, "x", () -> {
            core.<CompletionStage<Object>>call(a, "x", () -> CompletableFuture.completedFuture(1));
            return "of a";
        }));
        core.database.invalidate(new java.util.TreeSet<>(List.of("a")));
        assertThat(core.request(() -> core.<Object>call(outer, "x", () -> "anew")))
                .isEqualTo("anew");
    }

    @Test
    void aStageThatIsPutIsSharedToo() throws Exception {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        core.request(() -> {
            core.engine.calls().put(a, stage, "x");
            return null;
        });
        assertThat(core.store.size()).isZero();
        stage.complete(1);
        assertThat(request()).isCompletedWithValue(1);
        assertThat(made).isEmpty();
        Object found = core.request(() -> core.engine.calls().find(a, "x").value());
        assertThat(found).isInstanceOf(CompletableFuture.class);
    }

    @Test
    void anotherFutureIsNotShared() throws Exception {
        AtomicInteger loads = new AtomicInteger();
        for (CachedMethod method : List.of(a, core.stageMethod("declared as Future()", "a"))) {
            for (int i = 0; i < 2; i++) {
                core.request(() -> core.call(method, "future", () -> new FutureTask<>(loads::incrementAndGet)));
            }
            assertThat(method.statistics().misses()).isEqualTo(2);
        }
        assertThat(core.store.size()).isZero();
    }
}
