package org.cacheversions.internal.core.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.stream.IntStream;
import org.cacheversions.internal.core.FakeClock;
import org.cacheversions.node.LogCapture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However often something happens, the log grows slowly. */
class WarningsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final LogCapture log = new LogCapture();
    private final FakeClock clock = new FakeClock();
    private final Warnings warnings = new Warnings(clock);

    @AfterEach
    void end() {
        log.close();
    }

    private void warn(String subject, String message) {
        warnings.limited(Level.WARNING, subject, message, null);
    }

    @Test
    void oneAMinuteIsLoggedAndTheNextSaysHowManyWereNot() {
        for (int i = 0; i < 100; i++) {
            warn("a", "CV0000: of a, number " + i + ".");
            clock.advance(Duration.ofMillis(599));
        }
        assertThat(log.warnings()).containsExactly("CV0000: of a, number 0.");
        clock.advance(Duration.ofMillis(100));
        warn("a", "CV0000: of a again.");
        warn("a", "CV0000: of a again.");
        clock.advance(MINUTE);
        warn("a", "CV0000: of a at last.");
        clock.advance(MINUTE);
        warn("a", "CV0000: of a alone.");
        assertThat(log.warnings())
                .containsExactly(
                        "CV0000: of a, number 0.",
                        "CV0000: of a again. Similar ones before it, not logged: 99.",
                        "CV0000: of a at last. Similar ones before it, not logged: 1.",
                        "CV0000: of a alone.");
    }

    @Test
    void eachCodeAndEachSubjectHasItsOwnMinute() {
        for (int i = 0; i < 10; i++) {
            warn("a", "CV0000: of a.");
            warn("b", "CV0000: of b.");
            warn("a", "CV0001: of a.");
        }
        assertThat(log.warnings()).containsExactly("CV0000: of a.", "CV0000: of b.", "CV0001: of a.");
    }

    @Test
    void tooManySubjectsAreLimitedTogether() {
        for (int i = 0; i < 100_000; i++) {
            warn("subject " + i, "CV0000: of " + i + ".");
        }
        assertThat(log.warnings()).hasSizeBetween(100, 2_000);
        clock.advance(MINUTE);
        warn("new", "CV0000: of a new one.");
        assertThat(log.warnings()).last().isEqualTo("CV0000: of a new one.");
    }

    @Test
    void aFloodFromManyThreadsIsOneMessage() {
        IntStream.range(0, 100_000).parallel().forEach(i -> warn("a", "CV0000: of a."));
        clock.advance(MINUTE);
        warn("a", "CV0000: of a.");
        assertThat(log.warnings())
                .containsExactly("CV0000: of a.", "CV0000: of a. Similar ones before it, not logged: 99999.");
    }

    @Test
    void onceIsForEver() {
        for (int i = 0; i < 10; i++) {
            warnings.once("CV0000: of a.");
            clock.advance(MINUTE);
        }
        assertThat(log.warnings()).containsExactly("CV0000: of a.");
    }

    @Test
    void textsThatDifferEachTimeAreLimitedInTheEnd() {
        for (int i = 0; i < 100_000; i++) {
            warnings.once("CV0000: of " + i + ".");
        }
        assertThat(log.warnings()).hasSizeBetween(1_000, 20_000);
    }
}
