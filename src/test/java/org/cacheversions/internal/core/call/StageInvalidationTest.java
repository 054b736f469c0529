package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.node.LogCapture;
import org.junit.jupiter.api.Test;

/** Invalidations that follow a stage. */
class StageInvalidationTest {

    private final Core core = new Core("bans", "items");
    private final Database database = core.database;
    private final CachedMethod bans = core.method("bans()", "bans");
    private final CompletableFuture<Integer> stage = new CompletableFuture<>();

    private static SortedSet<String> caches(String... names) {
        return new TreeSet<>(List.of(names));
    }

    private CompletableFuture<Integer> after(String cache) {
        return core.engine
                .invalidator()
                .invalidateAfter(stage, Targets.whole(caches(cache)), "a test")
                .toCompletableFuture();
    }

    @Test
    void invalidatesWhenTheStageCompletes() throws Exception {
        long revision = database.row("bans").revision();
        CompletableFuture<Integer> finished = after("bans");
        assertThat(database.row("bans").revision()).isEqualTo(revision);
        assertThat(finished).isNotDone();
        stage.complete(7);
        assertThat(finished).isCompletedWithValue(7);
        assertThat(database.row("bans").revision()).isEqualTo(revision + 1);
        assertThat(core.announced).containsExactly(caches("bans"));
    }

    @Test
    void aStageThatFailsInvalidatesNothing() {
        long revision = database.row("bans").revision();
        CompletableFuture<Integer> finished = after("bans");
        stage.completeExceptionally(new IllegalStateException("no"));
        assertThatThrownBy(finished::join).hasRootCauseMessage("no");
        assertThat(database.row("bans").revision()).isEqualTo(revision);
        assertThat(core.announced).isEmpty();
    }

    @Test
    void aCallerThatGivesUpDoesNotPreventTheInvalidation() {
        long revision = database.row("bans").revision();
        after("bans").orTimeout(1, TimeUnit.DAYS).cancel(true);
        stage.complete(7);
        assertThat(database.row("bans").revision()).isEqualTo(revision + 1);
    }

    @Test
    void aStageThatHasCompletedInvalidatesInTheTransaction() throws Exception {
        long revision = database.row("bans").revision();
        stage.complete(7);
        database.begin();
        assertThat(after("bans")).isCompletedWithValue(7);
        assertThat(database.row("bans").revision()).isEqualTo(revision);
        database.rollback();
        assertThat(database.row("bans").revision()).isEqualTo(revision);
    }

    @Test
    void aFailureAfterACompletedStageReachesTheTransaction() {
        stage.complete(7);
        assertThatThrownBy(() -> after("unknown")).isInstanceOf(UnknownCacheException.class);
    }

    @Test
    void aStageThatCompletesInATransactionInvalidatesNowAndWithIt() throws Exception {
        long revision = database.row("bans").revision();
        CompletableFuture<Integer> finished = after("bans");
        database.begin();
        stage.complete(7);
        assertThat(finished).isCompletedWithValue(7);
        assertThat(database.row("bans").revision()).isEqualTo(revision + 1);
        database.commit();
        assertThat(database.row("bans").revision()).isEqualTo(revision + 2);
    }

    @Test
    void theRequestOfTheCallBypassesFromThenOn() throws Exception {
        database.write("x", 1);
        core.requestValue(bans, "x");
        core.request(() -> {
            after("bans");
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(1);
            Thread completing = new Thread(() -> {
                database.write("x", 2);
                stage.complete(7);
            });
            completing.start();
            completing.join();
            assertThat(core.<Integer>value(bans, "x")).isEqualTo(2);
            return null;
        });
        assertThat(bans.statistics().bypasses()).isEqualTo(1);
    }

    @Test
    void failuresOfManyStagesAreReportedOnce() {
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 100; i++) {
                CompletableFuture<Integer> one = new CompletableFuture<>();
                core.engine.invalidator().invalidateAfter(one, Targets.whole(caches("unknown")), "a test");
                core.engine.invalidator().invalidateAfter(one, Targets.whole(caches("another")), "a test");
                one.complete(7);
            }
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0234"))
                    .hasSize(2);
        }
    }

    @Test
    void aFailureReachesTheCallerOfTheStage() {
        CompletableFuture<Integer> finished = after("unknown");
        stage.complete(7);
        assertThatThrownBy(finished::join).hasCauseInstanceOf(UnknownCacheException.class);
    }
}
