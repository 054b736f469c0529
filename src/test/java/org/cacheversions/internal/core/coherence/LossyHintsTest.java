package org.cacheversions.internal.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Database;
import org.cacheversions.internal.core.FakeClock;
import org.cacheversions.internal.core.ManualExecutor;
import org.cacheversions.internal.core.config.Coherence;
import org.cacheversions.spi.HintChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounded coherence holds although hints are lost, duplicated, late or out of order, according to a seed. */
class LossyHintsTest {

    private static final Duration AGE = Duration.ofMillis(600);

    private final FakeClock clock = new FakeClock();
    private final ManualExecutor background = new ManualExecutor();
    private final Database database = new Database("bans");
    private final List<Runnable> underWay = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();

    @AfterEach
    void end() {
        background.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noAnswerIsOlderThanTheMaximumAgeOrTheLatestHint(long seed) throws Exception {
        Random random = new Random(seed);
        Core writer = node(random);
        Core reader = node(random);
        List<Long> committedAt = new ArrayList<>(List.of(clock.nanoTime()));
        long first = revision(reader);
        long least = first; // what the last hint that arrived came from, at least
        for (int step = 0; step < 2_000; step++) {
            clock.advance(Duration.ofNanos(1 + random.nextInt((int) AGE.toNanos() / 20)));
            switch (random.nextInt(5)) {
                case 0 -> {
                    writer.invalidate("bans");
                    committedAt.add(clock.nanoTime());
                    background.runAll();
                }
                case 1 -> {
                    if (!underWay.isEmpty()) {
                        Runnable hinted = underWay.remove(random.nextInt(underWay.size()));
                        hinted.run();
                        if (hinted == listeners.get(1)) {
                            least = first + committedAt.size() - 1;
                        }
                        clock.advance(Duration.ofNanos(1));
                    }
                }
                case 2 -> background.runAll();
                default -> {
                    long seen = revision(reader);
                    assertThat(seen).isGreaterThanOrEqualTo(least);
                    int next = (int) (seen - first) + 1;
                    if (next < committedAt.size()) {
                        assertThat(clock.nanoTime() - committedAt.get(next))
                                .as("seed %d, step %d: age of the first commit that was not seen", seed, step)
                                .isLessThan(AGE.toNanos());
                    }
                }
            }
        }
        assertThat(committedAt).hasSizeGreaterThan(100);
    }

    private Core node(Random random) {
        Core core = new Core(
                database,
                new Coherence(Coherence.Mode.BOUNDED, AGE),
                new NodeServices(clock, background, new Lossy(random)));
        core.method("first", "bans");
        core.engine.start();
        clock.advance(Duration.ofNanos(1));
        return core;
    }

    private static long revision(Core node) throws Exception {
        return node.engine.contexts().pin().requireSnapshot().row("bans").revision();
    }

    private final class Lossy implements HintChannel {

        private final Random random;

        Lossy(Random random) {
            this.random = random;
        }

        @Override
        public void open(Runnable hinted) {
            listeners.add(hinted);
        }

        @Override
        public void send(SortedSet<String> caches) {
            for (int copies = random.nextInt(3); copies > 0; copies--) {
                underWay.addAll(listeners);
            }
        }

        @Override
        public void close() {}
    }
}
