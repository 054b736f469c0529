package org.cacheversions.internal.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.Stops;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.Threads.Started;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which callers share which read. The test releases reads one by one, so that each order is certain. */
@Timeout(60)
class SnapshotLoaderTest {

    private final Reads reads = new Reads();
    private final Stops stops = new Stops();
    private final SnapshotLoader<Integer> loader = new SnapshotLoader<>(reads, stops);
    private final Threads threads = new Threads();

    @AfterEach
    void end() throws InterruptedException {
        threads.close();
    }

    private Started<Integer> load() {
        return threads.start(loader::load);
    }

    /** Starts loads that find a read in flight, and waits until all of them wait for the next read. */
    private List<Started<Integer>> waiting(int number) throws InterruptedException {
        List<Started<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            waiting.add(load());
            stops.awaitReached(FaultPoint.WAIT_FOR_READ, 1);
        }
        return waiting;
    }

    @Test
    void aCallerDuringAReadGetsTheNextRead() throws Exception {
        Started<Integer> first = load();
        Reading reading = reads.begun();
        Started<Integer> second = waiting(1).get(0);

        reading.find(1);

        assertThat(first.result()).isEqualTo(1);
        reads.begun().find(2);
        assertThat(second.result()).isEqualTo(2);
    }

    @Test
    void aCallerAfterAReadStartsAnother() throws Exception {
        Started<Integer> first = load();
        reads.begun().find(1);
        assertThat(first.result()).isEqualTo(1);

        Started<Integer> second = load();
        reads.begun().find(2);
        assertThat(second.result()).isEqualTo(2);
    }

    @Test
    void concurrentCallersCostTwoReads() throws Exception {
        Started<Integer> first = load();
        Reading reading = reads.begun();
        List<Started<Integer>> others = waiting(9);
        assertThat(reads.begunByNow()).as("reads in flight").isEqualTo(1);

        reading.find(1);
        reads.begun().find(2);

        assertThat(first.result()).isEqualTo(1);
        for (Started<Integer> other : others) {
            assertThat(other.result()).isEqualTo(2);
        }
        assertThat(reads.begunByNow()).isEqualTo(2);
    }

    @Test
    void aCallerDuringTheSharedReadGetsTheReadAfterIt() throws Exception {
        load();
        Reading first = reads.begun();
        List<Started<Integer>> sharers = waiting(2);
        first.find(1);
        Reading shared = reads.begun();
        List<Started<Integer>> late = waiting(2);

        shared.find(2);
        reads.begun().find(3);

        for (Started<Integer> sharer : sharers) {
            assertThat(sharer.result()).isEqualTo(2);
        }
        for (Started<Integer> one : late) {
            assertThat(one.result()).isEqualTo(3);
        }
    }

    @Test
    void aFailureReachesAllSharersAndTheNextReadStartsClean() throws Exception {
        load();
        Reading first = reads.begun();
        List<Started<Integer>> sharers = waiting(3);
        first.find(1);
        IllegalStateException cause = new IllegalStateException("on purpose");
        reads.begun().fail(cause);

        for (Started<Integer> sharer : sharers) {
            assertThatThrownBy(sharer::result)
                    .isInstanceOf(VersionsUnavailableException.class)
                    .hasMessageStartingWith("CV0107")
                    .hasCause(cause);
        }
        Started<Integer> next = load();
        reads.begun().find(3);
        assertThat(next.result()).isEqualTo(3);
    }

    @Test
    void aFailureDoesNotReachWaitersForTheNextRead() throws Exception {
        Started<Integer> first = load();
        Reading failing = reads.begun();
        List<Started<Integer>> others = waiting(2);

        failing.fail(new IllegalStateException("on purpose"));
        reads.begun().find(2);

        assertThatThrownBy(first::result).isInstanceOf(VersionsUnavailableException.class);
        for (Started<Integer> other : others) {
            assertThat(other.result()).isEqualTo(2);
        }
    }

    @Test
    void aDriverErrorIsAFailure() throws Exception {
        Started<Integer> first = load();
        NoClassDefFoundError error = new NoClassDefFoundError("on purpose");
        reads.begun().fail(error);
        assertThatThrownBy(first::result)
                .isInstanceOf(VersionsUnavailableException.class)
                .hasCause(error);
        Started<Integer> next = load();
        reads.begun().find(2);
        assertThat(next.result()).isEqualTo(2);
    }

    @Test
    void duringAnOutageACallerDoesNotWaitForARead() throws Exception {
        Started<Integer> first = load();
        reads.begun().fail(new IllegalStateException("on purpose"));
        assertThatThrownBy(first::result).isInstanceOf(VersionsUnavailableException.class);

        Started<Integer> trying = load();
        Reading reading = reads.begun();
        assertThatThrownBy(loader::load)
                .isInstanceOf(VersionsUnavailableException.class)
                .hasMessageStartingWith("CV0107");
        reading.find(2);
        assertThat(trying.result()).isEqualTo(2);

        Started<Integer> after = load();
        reading = reads.begun();
        Started<Integer> waiting = waiting(1).get(0);
        reading.find(3);
        reads.begun().find(4);
        assertThat(after.result()).isEqualTo(3);
        assertThat(waiting.result()).isEqualTo(4);
    }

    private static final Duration SHORT = Duration.ofMillis(100);

    @Test
    void afterATimeoutCallersDoNotWait() throws Exception {
        SnapshotLoader<Integer> impatient = new SnapshotLoader<>(reads, stops, Duration.ofSeconds(1));
        Started<Integer> hanging = threads.start(impatient::load);
        Reading reading = reads.begun();
        Started<Integer> waiting = threads.start(impatient::load);
        assertThatThrownBy(waiting::result)
                .isInstanceOf(VersionsUnavailableException.class)
                .hasMessageStartingWith("CV0107");

        reading.find(1);
        assertThat(hanging.result()).isEqualTo(1);
        Started<Integer> after = threads.start(impatient::load);
        reads.begun().find(2);
        assertThat(after.result()).isEqualTo(2);
        assertThat(reads.begunByNow()).as("no caller was left to begin another").isEqualTo(2);
    }

    @Test
    void aReadThatHangsIsAbandonedAndItsLateResultIgnored() throws Exception {
        SnapshotLoader<Integer> impatient = new SnapshotLoader<>(reads, stops, SHORT);
        Started<Integer> hanging = threads.start(impatient::load);
        Reading abandoned = reads.begun();

        Reading reading = nextOf(impatient);
        abandoned.find(1);
        assertThatThrownBy(hanging::result).isInstanceOf(VersionsUnavailableException.class);
        assertThat(reads.accepted).isEmpty();
        reading.find(2);
        assertThat(trying.result()).isEqualTo(2);

        Started<Integer> after = threads.start(impatient::load);
        reads.begun().find(3);
        assertThat(after.result()).isEqualTo(3);
        assertThat(reads.accepted).containsExactly(2, 3);
    }

    @Test
    void theLateFailureOfAnAbandonedReadIsIgnored() throws Exception {
        SnapshotLoader<Integer> impatient = new SnapshotLoader<>(reads, stops, SHORT);
        Started<Integer> hanging = threads.start(impatient::load);
        Reading abandoned = reads.begun();

        nextOf(impatient).find(2);
        assertThat(trying.result()).isEqualTo(2);
        abandoned.fail(new IllegalStateException("on purpose"));
        assertThatThrownBy(hanging::result).isInstanceOf(VersionsUnavailableException.class);
        assertThat(reads.failures).isEmpty();
    }

    @Test
    void waitersOfAReadThatHangsAreServedByTheOneThatReplacesIt() throws Exception {
        SnapshotLoader<Integer> impatient = new SnapshotLoader<>(reads, stops, Duration.ofSeconds(2));
        long began = System.nanoTime();
        threads.start(impatient::load);
        Reading abandoned = reads.begun();
        await().until(() -> System.nanoTime() - began > Duration.ofSeconds(1).toNanos());
        Started<Integer> waiting = threads.start(impatient::load);
        stops.awaitReached(FaultPoint.WAIT_FOR_READ, 1);
        await().until(() -> System.nanoTime() - began > Duration.ofMillis(2001).toNanos());

        trying = threads.start(impatient::load);
        reads.begun().find(2);
        assertThat(trying.result()).isEqualTo(2);
        assertThat(waiting.result()).isEqualTo(2);
        abandoned.find(1);
    }

    private Started<Integer> trying;

    /** Calls until one call abandons the read in flight and begins another. */
    private Reading nextOf(SnapshotLoader<Integer> impatient) throws InterruptedException {
        int before = reads.begunByNow();
        trying = threads.start(() -> {
            while (true) {
                try {
                    return impatient.load();
                } catch (VersionsUnavailableException e) {
                    Thread.onSpinWait(); // refused: the read in flight is not overdue yet
                }
            }
        });
        Reading reading = reads.begun();
        assertThat(reads.begunByNow()).isEqualTo(before + 1);
        return reading;
    }

    @Test
    void anInterruptedWaiterLeavesAndOthersAreServed() throws Exception {
        load();
        Reading first = reads.begun();
        List<Started<Boolean>> leaving = List.of(leavingWaiter());
        stops.awaitReached(FaultPoint.WAIT_FOR_READ, 1);
        List<Started<Integer>> others = waiting(2);

        leaving.get(0).interrupt();
        assertThat(leaving.get(0).result()).as("interrupt status is kept").isTrue();
        first.find(1);
        reads.begun().find(2);

        for (Started<Integer> other : others) {
            assertThat(other.result()).isEqualTo(2);
        }
        assertThat(reads.begunByNow()).isEqualTo(2);
    }

    @Test
    void afterTheLastWaiterLeavesNothingIsRead() throws Exception {
        Started<Integer> reader = load();
        Reading first = reads.begun();
        Started<Boolean> leaving = leavingWaiter();
        stops.awaitReached(FaultPoint.WAIT_FOR_READ, 1);
        leaving.interrupt();
        assertThat(leaving.result()).isTrue();

        first.find(1);

        assertThat(reader.result()).isEqualTo(1);
        assertThat(reads.begunByNow()).isEqualTo(1);
        Started<Integer> next = load();
        reads.begun().find(2);
        assertThat(next.result()).isEqualTo(2);
    }

    @Test
    void aLeavingReaderHandsOverToASharer() throws Exception {
        Started<Boolean> leaving = electedWhileLeaving(2);
        List<Started<Integer>> sharers = sharing;

        stop.release();

        reads.begun().find(2);
        assertThat(leaving.result()).isTrue();
        for (Started<Integer> sharer : sharers) {
            assertThat(sharer.result()).isEqualTo(2);
        }
        assertThat(reads.begunByNow()).isEqualTo(2);
    }

    @Test
    void aLeavingReaderHandsOverToLaterCallers() throws Exception {
        Started<Boolean> leaving = electedWhileLeaving(0);
        List<Started<Integer>> afterwards = waiting(2);

        stop.release();

        reads.begun().find(2);
        assertThat(leaving.result()).isTrue();
        for (Started<Integer> one : afterwards) {
            assertThat(one.result()).isEqualTo(2);
        }
        assertThat(reads.begunByNow()).isEqualTo(2);
    }

    @Test
    void aLeavingReaderWithoutCallersFreesTheLoader() throws Exception {
        Started<Boolean> leaving = electedWhileLeaving(0);
        stop.release();
        assertThat(leaving.result()).isTrue();
        assertThat(reads.begunByNow()).isEqualTo(1);

        Started<Integer> next = load();
        reads.begun().find(2);
        assertThat(next.result()).isEqualTo(2);
    }

    @Test
    void leavingAfterTheOutcomeHasNoEffect() throws Exception {
        load();
        Reading first = reads.begun();
        Started<Integer> leader = waiting(1).get(0);
        stop = stops.next(FaultPoint.LEAVE_READ);
        Started<Boolean> leaving = leavingWaiter();
        stops.awaitReached(FaultPoint.WAIT_FOR_READ, 1);
        leaving.interrupt();
        stop.awaitArrival();
        first.find(1);
        reads.begun().find(2);
        assertThat(leader.result()).isEqualTo(2);
        Started<Integer> reading = load();
        Reading third = reads.begun();

        stop.release();

        assertThat(leaving.result()).isTrue();
        Started<Integer> next = waiting(1).get(0);
        assertThat(reads.begunByNow()).as("still one in flight").isEqualTo(3);
        third.find(3);
        reads.begun().find(4);
        assertThat(reading.result()).isEqualTo(3);
        assertThat(next.result()).isEqualTo(4);
    }

    @Test
    void anElectedReaderReadsForOthersWhenInterrupted() throws Exception {
        Started<Integer> reader = load();
        Reading first = reads.begun();
        stop = stops.next(FaultPoint.WAIT_FOR_READ);
        Started<Boolean> elected = threads.start(() -> {
            assertThat(loader.load()).isEqualTo(2);
            return Thread.interrupted();
        });
        stop.awaitArrival();
        stops.awaitReached(FaultPoint.WAIT_FOR_READ, 1);
        Started<Integer> sharer = waiting(1).get(0);
        elected.interrupt();
        first.find(1);
        assertThat(reader.result()).isEqualTo(1); // has elected
        stop.release();

        Reading shared = reads.begun();
        assertThat(shared.interrupted).as("the driver sees no interrupt").isFalse();
        shared.find(2);

        assertThat(elected.result()).as("interrupt status is kept").isTrue();
        assertThat(sharer.result()).isEqualTo(2);
    }

    @Test
    void anInterruptedCallerOfAFreeLoaderReadsAndStaysInterrupted() throws Exception {
        Started<Boolean> started = threads.start(() -> {
            Thread.currentThread().interrupt();
            assertThat(loader.load()).isEqualTo(1);
            return Thread.interrupted();
        });
        Reading reading = reads.begun();
        assertThat(reading.interrupted).isFalse();
        reading.find(1);
        assertThat(started.result()).isTrue();
    }

    @Test
    void anUninterruptedThreadStaysUninterrupted() throws Exception {
        Started<Boolean> started = threads.start(() -> {
            loader.load();
            return Thread.interrupted();
        });
        reads.begun().find(1);
        assertThat(started.result()).isFalse();
    }

    private List<Started<Integer>> sharing;
    private Stops.Stop stop;

    /** Interrupts a waiter, stops it while it leaves, and elects it there; {@code others} share its read. */
    private Started<Boolean> electedWhileLeaving(int others) throws Exception {
        Started<Integer> reader = load();
        Reading first = reads.begun();
        stop = stops.next(FaultPoint.LEAVE_READ);
        Started<Boolean> leaving = leavingWaiter();
        stops.awaitReached(FaultPoint.WAIT_FOR_READ, 1);
        sharing = waiting(others);
        leaving.interrupt();
        stop.awaitArrival();
        first.find(1);
        assertThat(reader.result()).isEqualTo(1);
        return leaving;
    }

    /** Starts a waiter that is expected to leave; its result is whether it is interrupted then. */
    private Started<Boolean> leavingWaiter() {
        return threads.start(() -> {
            assertThatThrownBy(loader::load)
                    .isInstanceOf(VersionsUnavailableException.class)
                    .hasMessageStartingWith("CV0109");
            return Thread.interrupted();
        });
    }

    /** A read that waits until the test gives it a result. */
    private static final class Reading {

        private final boolean interrupted = Thread.currentThread().isInterrupted();
        private final CompletableFuture<Integer> found = new CompletableFuture<>();

        void find(int value) {
            found.complete(value);
        }

        void fail(Throwable cause) {
            found.completeExceptionally(cause);
        }
    }

    private static final class Reads implements SnapshotLoader.Source<Integer> {

        private final BlockingQueue<Reading> begun = new LinkedBlockingQueue<>();
        private final List<Integer> accepted = new CopyOnWriteArrayList<>();
        private final List<Throwable> failures = new CopyOnWriteArrayList<>();
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public Supplier<Integer> read() {
            Reading reading = new Reading();
            count.incrementAndGet();
            begun.add(reading);
            try {
                Integer found = reading.found.join();
                return () -> {
                    accepted.add(found);
                    return found;
                };
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw (Error) e.getCause();
            }
        }

        @Override
        public void failed(Throwable failure) {
            failures.add(failure);
        }

        Reading begun() throws InterruptedException {
            Reading reading = begun.poll(Threads.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(reading).as("another read has begun").isNotNull();
            return reading;
        }

        int begunByNow() {
            return count.get();
        }
    }
}
