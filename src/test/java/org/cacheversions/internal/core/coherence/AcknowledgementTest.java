package org.cacheversions.internal.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.cacheversions.Scope;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.FakeClock;
import org.cacheversions.internal.core.ManualExecutor;
import org.cacheversions.internal.core.TestRegister;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.internal.core.support.NodeClock;
import org.cacheversions.node.LogCapture;
import org.cacheversions.spi.FaultPoint;
import org.cacheversions.spi.HintChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leased coherence with acknowledgements: a writer waits until no node serves the old snapshot. */
final class AcknowledgementTest {

    private static final Duration LEASE = Duration.ofMillis(600);
    private static final Duration STEP = Duration.ofMillis(2);
    private static final long WHOLE_WAIT =
            new Coherence(Coherence.Mode.LEASED, LEASE).writersWait().toNanos();

    private final Database database = new Database("bans");
    private final TestRegister register = new TestRegister();
    private final List<Node> nodes = new ArrayList<>();

    @AfterEach
    void end() {
        nodes.forEach(node -> node.background.shutdownNow());
    }

    @Test
    void aWriterReturnsWhenAllNodesHaveReadAfterItsHint() {
        Node writer = new Node();
        List<Node> readers = List.of(new Node(), new Node());
        long before = readers.get(0).revision();

        assertThat(writer.invalidate()).isLessThan(Duration.ofMillis(30).toNanos());
        assertThat(readers).allSatisfy(reader -> {
            int reads = database.reads();
            assertThat(reader.revision()).isEqualTo(before + 1);
            assertThat(database.reads()).as("it was already there").isEqualTo(reads);
        });
    }

    /** Rule 13 of scopes: what is confirmed is the installed snapshot, and the journal is installed before it. */
    @Test
    void aWriterOfAScopeWaitsUntilNoNodeServesItsEntry() throws Exception {
        Node writer = new Node();
        Node reader = new Node();
        for (String user : List.of("1", "2")) {
            reader.serves(user);
            assertThat(reader.serves(user)).isTrue();
        }
        List<Boolean> whenConfirmed = new ArrayList<>();
        register.whenInstalled = () -> {
            if (database.row("bans").revision() == 2) {
                whenConfirmed.add(reader.isValid("1"));
                whenConfirmed.add(reader.isValid("2"));
            }
        };
        int reads = database.journalReads();
        assertThat(writer.invalidate(Scope.of("bans", 1)))
                .isLessThan(Duration.ofMillis(30).toNanos());
        assertThat(whenConfirmed.subList(whenConfirmed.size() - 2, whenConfirmed.size()))
                .containsExactly(false, true);
        assertThat(database.journalReads()).isEqualTo(reads + 1);
        assertThat(reader.serves("2")).as("another scope").isTrue();
        assertThat(reader.serves("1")).isFalse();
        assertThat(database.journalReads()).as("it was already there").isEqualTo(reads + 1);

        register.whenInstalled = () -> {};
        reader.frozen = true;
        assertThat(reader.serves("1")).isTrue();
        assertThat(writer.invalidate(Scope.of("bans", 1))).isGreaterThanOrEqualTo(WHOLE_WAIT);
        assertThat(reader.serves("1")).as("its lease is over").isFalse();
        assertThat(reader.serves("2")).isTrue();
    }

    @Test
    void withoutHintsAWriterWaitsForARenewal() {
        Node writer = new Node();
        Node reader = new Node();
        long before = reader.revision();
        hintsAreLost = true;

        assertThat(writer.invalidate())
                .isBetween(0L, LEASE.dividedBy(3).plusMillis(30).toNanos());
        assertThat(reader.revision()).isEqualTo(before + 1);
    }

    @Test
    void aWriterWaitsOutTheLeaseOfAFrozenNode() {
        Node writer = new Node();
        Node reader = new Node();
        long before = reader.revision();
        reader.frozen = true;

        assertThat(writer.invalidate()).isGreaterThanOrEqualTo(WHOLE_WAIT);
        assertThat(reader.revision()).isEqualTo(before + 1);
    }

    @Test
    void aSuspendedNodeHasLostItsLease() {
        Node writer = new Node();
        Node reader = new Node();
        long before = reader.revision();
        reader.frozen = true;
        reader.suspended = true;

        writer.invalidate();
        assertThat(reader.revision()).isEqualTo(before + 1);
    }

    @Test
    void settingWallClocksShortensNoWait() {
        Node writer = new Node();
        Node reader = new Node();
        long before = reader.revision();
        reader.frozen = true;
        writer.clock.advanceWall(Duration.ofHours(1));
        assertThat(writer.invalidate()).isGreaterThanOrEqualTo(WHOLE_WAIT);
        assertThat(reader.revision()).isEqualTo(before + 1);
        writer.clock.advanceWall(Duration.ofHours(-2));
        assertThat(writer.invalidate()).isGreaterThanOrEqualTo(WHOLE_WAIT);
        reader.clock.advanceWall(Duration.ofHours(-2));
        assertThat(reader.revision()).isEqualTo(before + 2);
    }

    @Test
    void receivingAHintIsNotAnAcknowledgement() {
        Node writer = new Node();
        Node reader = new Node();
        reader.revision();
        database.whenRead(() -> {
            if (reader.working) {
                reader.frozen = true;
                throw new IllegalStateException("its read fails");
            }
        });

        assertThat(writer.invalidate()).isGreaterThanOrEqualTo(WHOLE_WAIT);
    }

    @Test
    void aReadStartedBeforeTheCommitIsNotAnAcknowledgement() {
        Node writer = new Node();
        Node reader = new Node();
        reader.revision();
        hintsAreLost = true;
        long[] waited = new long[1];
        reader.core.stops.once(FaultPoint.AFTER_READ, () -> waited[0] = writer.invalidate());
        reader.frozen = true; // only this read
        reader.pass(LEASE);
        long old = reader.revision();

        assertThat(waited[0]).isGreaterThanOrEqualTo(WHOLE_WAIT);
        assertThat(reader.revision())
                .as("its lease counted from the start of the read")
                .isEqualTo(old + 1);
    }

    @Test
    void aWriterWaitsForTheReadAfterTheCurrentOne() {
        register.begins("other", 5);
        Node writer = new Node();
        List<String> steps = new ArrayList<>(List.of("installed 5", "begins 6", "installed 6"));
        writer.clock.whileWaiting = () -> {
            writer.background.runAll();
            writer.background.runLater();
            if (!steps.isEmpty()) {
                String[] step = steps.remove(0).split(" ");
                if (step[0].equals("begins")) {
                    register.begins("other", Long.parseLong(step[1]));
                } else {
                    register.installed("other", Long.parseLong(step[1]));
                }
            }
        };
        long waited = writer.invalidate();

        assertThat(steps).isEmpty();
        assertThat(waited).isBetween(STEP.multipliedBy(3).toNanos(), LEASE.toNanos() / 10);
    }

    @Test
    void aNodeRegistersBeforeItReadsAndAcknowledgesAfterwards() {
        Node node = new Node();
        node.background.runAll();
        register.events.clear();
        node.background.atOnce = true;
        database.whenRead(() -> register.events.add("read"));
        node.pass(LEASE);
        node.revision();

        assertThat(register.events).hasSize(3).element(0).asString().startsWith("begins");
        assertThat(register.events).element(1).isEqualTo("read");
        assertThat(register.events).element(2).asString().startsWith("installed");
    }

    @Test
    void anAcknowledgedSnapshotIsGivenToRequests() {
        Node node = new Node();
        long before = node.revision();
        new Core(database, false).invalidate("bans");
        node.background.atOnce = true;
        List<Long> given = new ArrayList<>();
        register.whenInstalled = () -> given.add(node.revision());
        node.background.periodic.run();

        assertThat(given).containsExactly(before + 1);
    }

    @Test
    void aNodeThatCannotRegisterHasNoSnapshot() {
        Node node = new Node();
        node.revision();
        register.down = true;
        node.pass(LEASE);
        assertThatExceptionOfType(VersionsUnavailableException.class).isThrownBy(node::revision);
        register.down = false;
        assertThat(node.revision()).isPositive();
    }

    @Test
    void aWriterThatCannotSeeTheRegisterWaitsForTheLease() {
        Node writer = new Node();
        new Node().revision();
        register.down = true;
        assertThat(writer.invalidate()).isGreaterThanOrEqualTo(WHOLE_WAIT);
    }

    @Test
    void undeployedAndDeadNodesDoNotDelayWriters() {
        Node writer = new Node();
        Node left = new Node();
        Node died = new Node();
        left.revision();
        died.revision();
        left.core.engine.close();
        nodes.remove(left);
        nodes.remove(died);
        assertThat(register.entries()).hasSize(2);
        assertThat(writer.invalidate()).isGreaterThanOrEqualTo(WHOLE_WAIT);

        for (int i = 0; i < 1_000; i++) {
            time();
        }
        assertThat(register.entries())
                .as("living nodes stay registered")
                .singleElement()
                .satisfies(entry -> assertThat(entry.begun()).isGreaterThan(1));
        assertThat(writer.invalidate()).isLessThan(Duration.ofMillis(30).toNanos());
    }

    /** A container may still have a running request, or start one. */
    @Test
    void anUndeployedNodeServesNoEarlierSnapshot() {
        Node writer = new Node();
        Node left = new Node();
        long before = left.revision();
        left.core.engine.close();
        nodes.remove(left); // it receives no more hints
        assertThat(writer.invalidate()).isLessThan(Duration.ofMillis(30).toNanos());
        assertThat(left.revision()).isEqualTo(before + 1);
    }

    /** Its row is removed, so no writer waits for it. */
    @Test
    void anUndeployedNodeReadsForEachRequest() {
        Node left = new Node();
        left.core.engine.close();
        int reads = database.reads();
        left.revision();
        left.revision();
        assertThat(database.reads()).isEqualTo(reads + 2);
    }

    /** A register read from before the wait may lack the very node that the writer must wait for. */
    @Test
    void anEarlierReadOfTheRegisterReleasesNoWriter() {
        List<CountDownLatch> held = new ArrayList<>();
        FakeClock clock = new FakeClock();
        NodeClock holding = new NodeClock() {
            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }

            @Override
            public long wallMillis() {
                return clock.wallMillis();
            }

            @Override
            public void await(CountDownLatch latch, long time) {
                held.add(latch);
                throw new IllegalStateException("it would wait here");
            }
        };
        ManualExecutor background = new ManualExecutor();
        Runnable[] beforeTheAnswer = {() -> {}};
        NodeRegister slow = new TestRegister() {
            @Override
            public List<Entry> entries() {
                List<Entry> answer = super.entries();
                Runnable meanwhile = beforeTheAnswer[0];
                beforeTheAnswer[0] = () -> {};
                meanwhile.run();
                return answer;
            }
        };
        NodeServices node = new NodeServices(holding, background, null, slow, true);
        NodeLease own = new NodeLease(slow, holding, background, LEASE);
        Acknowledgements acknowledgements = new Acknowledgements(slow, own, node, WHOLE_WAIT, caches -> {});
        slow.begins("other", 1);
        SortedSet<String> bans = new TreeSet<>(Set.of("bans"));
        assertThatThrownBy(() -> acknowledgements.await(bans)).hasMessage("it would wait here");
        background.runAll();

        beforeTheAnswer[0] = () -> {
            slow.begins("newcomer", 1); // and has read the rows before they change
            assertThatThrownBy(() -> acknowledgements.await(bans)).hasMessage("it would wait here");
            background.runAll();
        };
        background.runLater();

        assertThat(held).hasSize(2);
        assertThat(held.get(1).getCount())
                .as("the writer waits for the newcomer")
                .isOne();
        slow.installed("newcomer", 2);
        slow.installed("other", 2);
        background.runLater();
        assertThat(held).allMatch(latch -> latch.getCount() == 0);
        background.shutdownNow();
    }

    @Test
    void aDriverErrorDoesNotEndAllWaiting() {
        Node writer = new Node();
        Node reader = new Node();
        reader.frozen = true;
        boolean[] thrown = new boolean[1];
        Runnable time = writer.clock.whileWaiting;
        writer.clock.whileWaiting = () -> {
            try {
                time.run();
            } catch (NoClassDefFoundError e) {
                thrown[0] = true; // as the background thread does
                writer.working = false;
            }
        };
        register.error = new NoClassDefFoundError("on purpose");
        register.whenAsked = 2; // the first read is the writer's own
        writer.invalidate();
        assertThat(thrown[0]).isTrue();
        reader.frozen = false;
        writer.work();
        reader.revision();
        assertThat(writer.invalidate()).isLessThan(Duration.ofMillis(30).toNanos());
    }

    @Test
    void aRenewalThatAlwaysFailsIsLoggedOnceAMinute() {
        Node node = new Node();
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i <= 100; i++) {
                register.error = new NoClassDefFoundError("on purpose");
                register.whenAsked = 1;
                node.clock.advance(Duration.ofMinutes(i / 100));
                node.background.periodic.run();
            }
            assertThat(log.warnings())
                    .filteredOn(line -> line.startsWith("CV0607"))
                    .hasSize(2)
                    .last()
                    .asString()
                    .endsWith("Similar ones before it, not logged: 99.");
        }
    }

    /** A node that registers after the writer has read the register starts its first read after the commit. */
    @Test
    void aNodeRegisteredDuringTheWaitSeesTheCommit() {
        Node writer = new Node();
        Node frozen = new Node();
        long before = frozen.revision();
        frozen.frozen = true;
        Node[] late = new Node[1];
        Runnable time = writer.clock.whileWaiting;
        writer.clock.whileWaiting = () -> {
            time.run();
            if (late[0] == null) {
                late[0] = new Node();
                assertThat(late[0].revision()).isEqualTo(before + 1);
                late[0].frozen = true;
                frozen.frozen = false;
            }
        };
        assertThat(writer.invalidate()).isLessThan(LEASE.toNanos());
        assertThat(late[0].revision()).isEqualTo(before + 1);
        assertThat(frozen.revision()).isEqualTo(before + 1);
    }

    @Test
    void aWriterWaitsForANodeRegisteredBeforeTheCommit() {
        Node writer = new Node();
        Node late = new Node();
        long before = late.revision();
        late.frozen = true;
        assertThat(writer.invalidate()).isGreaterThanOrEqualTo(WHOLE_WAIT);
        assertThat(late.revision()).isEqualTo(before + 1);
    }

    /** In leased coherence a hint causes a read without a request. */
    @Test
    void aFloodOfHintsCausesOneRead() {
        Node node = new Node();
        node.background.runAll();
        int reads = database.reads();
        for (int i = 0; i < 1_000; i++) {
            node.hinted.run();
        }
        node.pass(Duration.ofNanos(1));
        node.background.runAll();
        node.revision();
        assertThat(database.reads() - reads).isOne();

        node.hinted.run();
        node.background.runAll();
        assertThat(database.reads() - reads).as("the next read").isEqualTo(2);
    }

    @Test
    void aForgottenNodeRegistersAgainBeforeItReads() {
        Node writer = new Node();
        Node slow = new Node();
        slow.revision();
        slow.frozen = true;
        for (int i = 0; i < 1_000; i++) {
            time();
        }
        assertThat(register.entries()).hasSize(1);
        slow.frozen = false;
        slow.revision();
        assertThat(register.entries()).hasSize(2);
        slow.frozen = true;
        assertThat(writer.invalidate()).isGreaterThanOrEqualTo(WHOLE_WAIT);
    }

    /** {@code snapshot.pml} with STRICT, ACKS and faults, on the code itself. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noRequestSeesLessThanACompletedWrite(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            new Node();
        }
        long returned = nodes.get(0).revision();
        int early = 0;
        for (int step = 0; step < 1_500; step++) {
            Node node = nodes.get(random.nextInt(nodes.size()));
            switch (random.nextInt(13)) {
                case 0 -> {
                    node.frozen = false;
                    node.suspended = false;
                    early += node.invalidate() < WHOLE_WAIT ? 1 : 0;
                    returned++;
                }
                case 1 -> node.frozen = true;
                case 2, 3 -> {
                    node.frozen = false;
                    node.suspended = false;
                }
                case 4 -> node.suspended = node.frozen;
                case 5 -> hintsAreLost = random.nextBoolean();
                case 7 -> {
                    if (nodes.size() < 5) {
                        new Node();
                    } else if (random.nextBoolean()) {
                        nodes.remove(node); // killed
                    } else {
                        node.core.engine.close(); // and read once more below
                        assertThat(node.revision()).isGreaterThanOrEqualTo(returned);
                        nodes.remove(node);
                    }
                }
                case 6 -> {
                    if (!node.frozen) { // a clock that is set back by the time of the suspension hides it
                        node.clock.advanceWall(Duration.ofMillis(random.nextInt(2_000) - 1_000));
                    }
                }
                default -> {
                    for (int i = random.nextInt(100); i > 0; i--) {
                        time();
                    }
                }
            }
            for (Node one : nodes) {
                if (!one.frozen || random.nextInt(4) == 0) {
                    assertThat(one.revision())
                            .as("seed %d, step %d", seed, step)
                            .isGreaterThanOrEqualTo(returned);
                }
            }
        }
        assertThat(early).as("acknowledged in time").isGreaterThan(10);
    }

    private boolean hintsAreLost;

    /** Advances the time of all nodes. */
    private void time() {
        for (Node node : List.copyOf(nodes)) {
            node.pass(STEP);
            node.work();
        }
    }

    private final class Node implements HintChannel {

        final FakeClock clock = new FakeClock();
        final ManualExecutor background = new ManualExecutor();
        final Core core;
        private final CachedMethod ofUser;
        boolean frozen;
        boolean suspended;
        private Runnable hinted = () -> {};
        private long sinceRenewal;
        private boolean working;

        Node() {
            NodeServices node = new NodeServices(clock, background, this, register, true);
            core = new Core(database, new Coherence(Coherence.Mode.LEASED, LEASE), node);
            core.method("first", "bans");
            ofUser = core.scopedMethod("ofUser(String)", "bans");
            core.engine.start();
            nodes.add(this);
            pass(Duration.ofNanos(1));
            background.runAll();
            // the waiting thread's own clock has already advanced
            clock.whileWaiting = () -> {
                for (Node other : List.copyOf(nodes)) {
                    if (other != this) {
                        other.pass(STEP);
                    }
                    other.work();
                }
            };
        }

        void pass(Duration time) {
            if (suspended) {
                clock.advanceWall(time);
            } else {
                clock.advance(time);
            }
            sinceRenewal += time.toNanos();
        }

        /** Runs the background tasks, unless the process is stopped. */
        void work() {
            if (frozen || working) {
                return;
            }
            working = true;
            background.runAll();
            background.runLater();
            if (sinceRenewal > LEASE.toNanos() / 3) {
                sinceRenewal = 0;
                background.periodic.run();
            }
            working = false;
        }

        long revision() {
            return core.engine.contexts().pin().requireSnapshot().row("bans").revision();
        }

        /** Returns whether a request is served an entry, which it stores otherwise. */
        boolean serves(String user) throws Exception {
            long before = ofUser.statistics().hits();
            core.requestValue(ofUser, user);
            return ofUser.statistics().hits() > before;
        }

        /** Returns whether a request would be served an entry. */
        boolean isValid(String user) {
            return core.engine.calls().find(ofUser, user) != null;
        }

        /** Returns how long the writer waited. */
        long invalidate() {
            long before = clock.waitedNanos.get();
            core.invalidate("bans");
            return clock.waitedNanos.get() - before;
        }

        long invalidate(Scope scope) {
            long before = clock.waitedNanos.get();
            core.invalidate(scope);
            return clock.waitedNanos.get() - before;
        }

        @Override
        public void open(Runnable callback) {
            hinted = callback;
        }

        @Override
        public void send(SortedSet<String> caches) {
            if (!hintsAreLost) {
                nodes.stream().filter(node -> node != this).forEach(node -> node.hinted.run());
            }
        }

        @Override
        public void close() {}
    }
}
