package org.cacheversions.internal.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.cacheversions.Scope;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.FakeClock;
import org.cacheversions.internal.core.ManualExecutor;
import org.cacheversions.internal.core.Stops;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.node.LogCapture;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.HintChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The maximum age of the snapshot of a request, in bounded and leased coherence. */
final class CoherenceTest {

    private static final Duration AGE = Duration.ofMillis(600);
    private static final Duration JUST_BELOW = AGE.minusMillis(1);

    private final FakeClock clock = new FakeClock();
    private final ManualExecutor background = new ManualExecutor();
    private final Hints hints = new Hints();
    private final Database database = new Database("bans");

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @Test
    void boundedServesOneSnapshotUntilItsMaximumAge() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        long first = revision(node);
        elsewhereInvalidated();

        clock.advance(JUST_BELOW);
        assertThat(revision(node)).as("younger than max-age").isEqualTo(first);
        clock.advance(Duration.ofMillis(1));
        assertThat(revision(node)).as("as old as max-age").isEqualTo(first + 1);
    }

    @Test
    void theAgeStartsWithTheRead() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        clock.advance(AGE);
        node.stops.once(FaultPoint.AFTER_READ, () -> clock.advance(JUST_BELOW));
        long first = revision(node);
        elsewhereInvalidated();
        clock.advance(Duration.ofMillis(1));

        assertThat(revision(node)).isEqualTo(first + 1);
    }

    @Test
    void aSnapshotIsRefreshedAfterHalfItsAge() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        long first = revision(node);
        clock.advance(AGE.dividedBy(2).minusMillis(1));
        revision(node);
        assertThat(background.given).as("not yet beyond half").isEmpty();

        clock.advance(Duration.ofMillis(2));
        elsewhereInvalidated();
        assertThat(revision(node)).as("the request itself does not wait").isEqualTo(first);
        assertThat(background.given).hasSize(1);
        revision(node);
        assertThat(background.given).as("requested once").hasSize(1);
        background.runAll();
        assertThat(revision(node)).isEqualTo(first + 1);

        clock.advance(AGE.dividedBy(2).plusMillis(2));
        revision(node);
        assertThat(background.given).as("and once more").hasSize(1);
    }

    @Test
    void aHintExpiresTheSnapshot() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        long first = revision(node);
        elsewhereInvalidated();
        hints.hinted.run();

        assertThat(revision(node)).isEqualTo(first + 1);
    }

    @Test
    void aFloodOfHintsCausesOneRead() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        revision(node);
        int reads = node.counts.read.get();
        for (int i = 0; i < 1_000; i++) {
            hints.hinted.run();
        }
        clock.advance(Duration.ofNanos(1));
        revision(node);
        revision(node);

        assertThat(node.counts.read.get() - reads).isOne();
    }

    @Test
    void hintsOfScopesAreMergedForATenthOfTheAge() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        background.atOnce = true;
        for (int i = 0; i < 50; i++) {
            node.invalidate(Scope.of("bans", i));
            clock.advance(Duration.ofMillis(1));
        }
        assertThat(hints.sent).as("the first one at once").hasSize(1);
        node.invalidate("bans");
        assertThat(hints.sent).as("the whole cache at once").hasSize(2);
        node.invalidate(Scope.of("bans", 1));
        assertThat(hints.sent).hasSize(2);
        clock.advance(Duration.ofMillis(10));
        background.runLater();
        assertThat(hints.sent).as("the others together").hasSize(3);
        background.runLater();
        assertThat(hints.sent).hasSize(3);
        clock.advance(Duration.ofMillis(60));
        node.invalidate(Scope.of("bans", 1));
        assertThat(hints.sent).as("at once again").hasSize(4);
    }

    @Test
    void aReadStartedBeforeAHintDoesNotServeAfterIt() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        revision(node);
        clock.advance(AGE);
        node.stops.once(FaultPoint.AFTER_READ, () -> {
            elsewhereInvalidated();
            hints.hinted.run();
        });
        long during = revision(node);
        clock.advance(Duration.ofNanos(1));

        assertThat(revision(node)).isEqualTo(during + 1);
    }

    /** The first hint is handled slowly and must not undo the second. */
    @Test
    void concurrentHintsKeepTheLaterExpiry() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        long first = revision(node);
        clock.onceAfterALook(() -> {
            clock.advance(Duration.ofNanos(1));
            hints.hinted.run();
            clock.advance(Duration.ofNanos(1));
            node.stops.once(FaultPoint.AFTER_READ, () -> {
                elsewhereInvalidated();
                clock.advance(Duration.ofNanos(1));
                hints.hinted.run();
            });
            node.engine.contexts().pin();
        });
        hints.hinted.run();
        clock.advance(Duration.ofNanos(1));

        assertThat(revision(node)).isEqualTo(first + 1);
    }

    /** {@code snapshot.pml} with OVERLAP: a slow answer must not replace a newer one. */
    @Test
    void readsOfANodeDoNotOverlap() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        long first = revision(node);
        hints.hinted.run();
        clock.advance(Duration.ofNanos(1));
        Stops.Stop slow = node.stops.next(FaultPoint.AFTER_READ);
        try (Threads threads = new Threads()) {
            Threads.Started<Long> one = threads.start(() -> revision(node));
            slow.awaitArrival();
            elsewhereInvalidated();
            Threads.Started<Long> two = threads.start(() -> revision(node));
            node.stops.awaitReached(FaultPoint.WAIT_FOR_READ, 1);
            slow.release();
            assertThat(one.result()).isEqualTo(first);
            assertThat(two.result()).isEqualTo(first + 1);
        }
        assertThat(revision(node)).isEqualTo(first + 1);
    }

    @Test
    void anInvalidationExpiresTheSnapshotAndSendsAHint() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        long first = revision(node);
        clock.advance(Duration.ofNanos(1));
        node.invalidate("bans");
        clock.advance(Duration.ofNanos(1));

        assertThat(revision(node)).isEqualTo(first + 1);
        assertThat(hints.sent).as("not on the thread that commits").isEmpty();
        background.runAll();
        assertThat(hints.sent).singleElement().satisfies(caches -> assertThat(caches)
                .containsExactly("bans"));
        assertThat(clock.waitedNanos).hasValue(0);
    }

    @Test
    void aFailedHintIsIgnored() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        hints.broken = true;
        try (LogCapture log = new LogCapture()) {
            node.invalidate("bans");
            background.runAll();
            node.invalidate("bans");
            background.runAll();
            assertThat(log.messages())
                    .as("once per outage")
                    .singleElement()
                    .asString()
                    .contains("no connection");
            hints.broken = false;
            node.invalidate("bans");
            background.runAll();
            assertThat(log.messages()).hasSize(2).element(1).asString().startsWith("CV0604");
        }

        assertThat(revision(node)).isPositive();
    }

    @Test
    void duringAnOutageTheSnapshotServesUntilItsMaximumAge() throws Exception {
        Core node = node(Coherence.Mode.BOUNDED);
        long first = revision(node);
        database.down(true);
        clock.advance(JUST_BELOW);
        assertThat(revision(node)).isEqualTo(first);
        clock.advance(Duration.ofMillis(1));

        assertThatExceptionOfType(VersionsUnavailableException.class).isThrownBy(() -> revision(node));
        CachedMethod method = node.method("method", "bans");
        assertThat(node.<Object>request(() -> node.call(method, "key", () -> "computed")))
                .isEqualTo("computed");
        database.down(false);
        assertThat(revision(node)).isEqualTo(first);
    }

    @Test
    void leasedWriterWaitsUntilNoNodeServesTheOldSnapshot() throws Exception {
        Core reader = node(Coherence.Mode.LEASED);
        Core writer = node(Coherence.Mode.LEASED);
        long first = revision(reader);
        writer.invalidate("bans");

        assertThat(clock.waitedNanos)
                .as("one lease, 1% for fast clocks and 10 ms")
                .hasValue(Duration.ofMillis(600 + 6 + 10).toNanos());
        assertThat(revision(reader)).isEqualTo(first + 1);
    }

    @Test
    void leasedRollbackDoesNotWait() throws Exception {
        Core writer = node(Coherence.Mode.LEASED);
        revision(writer);
        database.begin();
        writer.invalidate("bans");
        database.rollback();

        assertThat(clock.waitedNanos).hasValue(0);
    }

    @Test
    void leasedReadsThreeTimesPerLeaseWithoutRequests() throws Exception {
        Core node = node(Coherence.Mode.LEASED);
        long first = revision(node);
        assertThat(background.periodMillis).isEqualTo(AGE.toMillis() / 3);
        elsewhereInvalidated();
        background.periodic.run();

        assertThat(revision(node)).isEqualTo(first + 1);
    }

    @Test
    void aSuspendedMachineHasLostItsLease() throws Exception {
        Core node = node(Coherence.Mode.LEASED);
        long first = revision(node);
        elsewhereInvalidated();
        clock.advanceWall(AGE);

        assertThat(revision(node)).isEqualTo(first + 1);
    }

    @Test
    void settingTheClockBackEndsTheLease() throws Exception {
        Core node = node(Coherence.Mode.LEASED);
        long first = revision(node);
        elsewhereInvalidated();
        clock.advanceWall(Duration.ofHours(-1));

        assertThat(revision(node)).isEqualTo(first + 1);
    }

    @Test
    void aReadThatFailsWhileTheNodeClosesIsNotReported() {
        Core node = node(Coherence.Mode.LEASED);
        try (LogCapture log = new LogCapture()) {
            node.stops.once(FaultPoint.BEFORE_READ, () -> {
                node.engine.close();
                database.down(true);
            });
            background.periodic.run();
            hints.hinted.run();
            background.runAll();

            assertThat(log.messages()).isEmpty();
            assertThat(node.counts.unavailable).hasValue(0);
        }
    }

    private Core node(Coherence.Mode mode) {
        Core core = new Core(database, new Coherence(mode, AGE), new NodeServices(clock, background, hints));
        core.method("first", "bans");
        core.engine.start();
        clock.advance(Duration.ofNanos(1));
        return core;
    }

    private static long revision(Core node) throws Exception {
        return node.engine.contexts().pin().requireSnapshot().row("bans").revision();
    }

    /** Another node has invalidated, and no hint has arrived. */
    private void elsewhereInvalidated() {
        new Core(database, false).invalidate("bans");
    }

    private static final class Hints implements HintChannel {
        final List<SortedSet<String>> sent = new ArrayList<>();
        Runnable hinted = () -> {};
        boolean broken;

        @Override
        public void open(Runnable callback) {
            hinted = callback;
        }

        @Override
        public void send(SortedSet<String> caches) {
            if (broken) {
                throw new IllegalStateException("no connection");
            }
            sent.add(caches);
        }

        @Override
        public void close() {}
    }
}
