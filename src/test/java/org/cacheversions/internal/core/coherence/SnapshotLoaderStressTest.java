package org.cacheversions.internal.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.cacheversions.VersionsUnavailableException;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.Threads.Started;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/** The same rules with many threads, failures and interrupts; repeatable with a seed as far as scheduling allows. */
@Timeout(120)
class SnapshotLoaderStressTest {

    private static final int THREADS = 12;
    private static final int LOADS = 2_000;

    private final AtomicLong committed = new AtomicLong();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicBoolean overlapped = new AtomicBoolean();
    private final AtomicInteger interrupted = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    /** A read sees what was committed when it began, like an SQL statement. */
    private Long read() {
        if (inFlight.incrementAndGet() != 1) {
            overlapped.set(true);
        }
        try {
            int number = reads.incrementAndGet();
            long seen = committed.get();
            Thread.yield();
            if (number % 17 == 0) {
                throw new IllegalStateException("on purpose");
            }
            return seen;
        } finally {
            inFlight.decrementAndGet();
        }
    }

    @RepeatedTest(3)
    void readsAreFreshExclusiveAndServeEveryCaller(RepetitionInfo repetition) throws Exception {
        SnapshotLoader<Long> loader = new SnapshotLoader<>(new PlainSource<>(this::read), FaultPoint.NONE);
        List<Started<Integer>> started = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        try (Threads threads = new Threads()) {
            Started<Integer> writer = threads.start(() -> {
                while (!done.get()) {
                    committed.incrementAndGet();
                    Thread.yield();
                }
                return 0;
            });
            for (int i = 0; i < THREADS; i++) {
                SplittableRandom random = new SplittableRandom(31L * repetition.getCurrentRepetition() + i);
                started.add(threads.start(() -> {
                    for (int n = 0; n < LOADS; n++) {
                        load(loader, random);
                    }
                    return LOADS;
                }));
            }
            SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
            try {
                while (started.stream().anyMatch(one -> !one.task().isDone())) {
                    started.get(random.nextInt(THREADS)).interrupt();
                    Thread.yield();
                }
                for (Started<Integer> one : started) {
                    assertThat(one.result()).isEqualTo(LOADS);
                }
            } finally {
                done.set(true);
            }
            writer.result();
        }
        assertThat(overlapped).as("two reads were in flight at once").isFalse();
        assertThat(failed).as("loads that failed").hasPositiveValue();
        assertThat(interrupted).as("waiters that were interrupted").hasPositiveValue();
        assertThat(reads).hasValueLessThanOrEqualTo(THREADS * LOADS);
    }

    private void load(SnapshotLoader<Long> loader, SplittableRandom random) {
        if (random.nextInt(8) == 0) {
            Thread.yield();
        }
        long least = committed.get();
        try {
            assertThat(loader.load()).isGreaterThanOrEqualTo(least);
        } catch (VersionsUnavailableException e) {
            if (e.getMessage().startsWith("CV0109")) {
                assertThat(Thread.interrupted()).as("interrupt status is kept").isTrue();
                interrupted.incrementAndGet();
            } else {
                failed.incrementAndGet();
            }
        }
    }
}
