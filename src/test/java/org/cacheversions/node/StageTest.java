package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SubmissionPublisher;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A stage is cached as its value once it completes. */
@Tag("without-libraries")
class StageTest {

    private TestNode node;
    private Stages stages;

    @BeforeEach
    void start() {
        node = TestNode.start(Unit.HIBERNATE_LOCAL, Stages.class);
        stages = node.bean(Stages.class);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void callersShareTheStageAndThenItsValue() {
        CompletionStage<String> first = node.request(() -> stages.find(1));
        CompletionStage<String> second = node.request(() -> stages.find(1));
        assertThat(stages.made()).hasSize(1);
        second.toCompletableFuture().complete("a caller's own"); // must not reach the others
        stages.made().get(0).complete("value");
        assertThat(first.toCompletableFuture().join()).isEqualTo("value");
        assertThat(node.request(() -> stages.find(1)).toCompletableFuture().join())
                .isEqualTo("value");
        assertThat(stages.made()).hasSize(1);
    }

    @Test
    void aStageBehindAnotherDeclaredTypeIsAStage() throws Exception {
        Future<String> first = node.request(() -> stages.later(1));
        CompletionStage<String> other = node.request(() -> stages.inherited(1));
        assertThat(stages.made()).hasSize(2);
        stages.made().get(0).complete("later");
        stages.made().get(1).complete("inherited");
        assertThat(first.get()).isEqualTo("later");
        assertThat(other.toCompletableFuture().join()).isEqualTo("inherited");
        assertThat(node.request(() -> stages.later(1)).get()).isEqualTo("later");
        assertThat(node.request(() -> stages.inherited(1)).toCompletableFuture().join())
                .isEqualTo("inherited");
        assertThat(stages.made()).hasSize(2);
    }

    @Test
    void aFailedStageIsNotCached() {
        CompletionStage<String> failed = node.request(() -> stages.find(1));
        stages.made().get(0).completeExceptionally(new IllegalStateException());
        assertThat(failed.toCompletableFuture()).isCompletedExceptionally();
        assertThat(node.request(() -> stages.find(1)).toCompletableFuture()).isNotDone();
        assertThat(stages.made()).hasSize(2);
    }

    @Test
    void aStageCompletedAfterAnInvalidationKeepsItsOldLabel() {
        node.request(() -> stages.find(1));
        node.invalidator().invalidate("stages");
        stages.made().get(0).complete("old");
        assertThat(node.request(() -> stages.find(1)).toCompletableFuture()).isNotDone();
    }

    @Test
    void aStageInvalidatesWhenItCompletes() {
        String before = node.versions().get("stages");
        CompletionStage<String> change = stages.change();
        assertThat(node.versions().get("stages")).isEqualTo(before);
        stages.made().get(0).complete("done");
        assertThat(node.versions().get("stages")).isNotEqualTo(before);
        assertThat(change.toCompletableFuture()).isCompletedWithValue("done");
    }

    @Test
    void aFutureOrPublisherBehindAnotherTypeIsRefusedAndInvalidates() {
        for (Object hidden : List.of(new FutureTask<>(() -> "done"), new SubmissionPublisher<String>())) {
            String before = node.versions().get("stages");
            assertThatThrownBy(() -> stages.hidden(hidden))
                    .isInstanceOf(CacheVersionsException.class)
                    .hasMessageStartingWith("CV0233");
            assertThat(node.versions().get("stages")).as("it may have written").isNotEqualTo(before);
        }
    }

    abstract static class Inherited<T> {
        final List<CompletableFuture<String>> made = new CopyOnWriteArrayList<>();

        abstract T made(int key);

        @VersionedCache("stages")
        T inherited(int key) {
            return made(key);
        }
    }

    @ApplicationScoped
    static class Stages extends Inherited<CompletionStage<String>> {

        @Override
        CompletionStage<String> made(int key) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            made.add(stage);
            return stage;
        }

        @VersionedCache("stages")
        Future<String> later(int key) {
            return made(key).toCompletableFuture();
        }

        @VersionedCache("stages")
        CompletionStage<String> find(int key) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            made.add(stage);
            return stage;
        }

        @InvalidatesCache("stages")
        CompletableFuture<String> change() {
            CompletableFuture<String> stage = new CompletableFuture<>();
            made.add(stage);
            return stage;
        }

        @InvalidatesCache("stages")
        Object hidden(Object result) {
            return result;
        }

        List<CompletableFuture<String>> made() {
            return made;
        }
    }
}
