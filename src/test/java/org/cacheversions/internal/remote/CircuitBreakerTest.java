package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitBreakerTest {

    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    @ParameterizedTest
    @ValueSource(longs = {0, 5, -2_500_000_000L, Long.MAX_VALUE - 10})
    void afterAFailureOneCallPerPauseTriesAgainUntilOneWorks(long start) {
        AtomicLong now = new AtomicLong(start);
        CircuitBreaker breaker = new CircuitBreaker(Duration.ofNanos(PAUSE), now::get);
        assertThat(tries(breaker)).isEqualTo(100);

        breaker.failed();
        assertThat(tries(breaker)).isZero();
        now.addAndGet(PAUSE - 1);
        assertThat(tries(breaker)).isZero();
        now.addAndGet(1);
        assertThat(tries(breaker)).as("one finds out").isEqualTo(1);
        breaker.failed();
        now.addAndGet(PAUSE);
        assertThat(tries(breaker)).as("one finds out").isEqualTo(1);
        now.addAndGet(PAUSE);
        assertThat(tries(breaker))
                .as("the next one, even if the last never reported")
                .isEqualTo(1);
        breaker.worked();
        assertThat(tries(breaker)).isEqualTo(100);
    }

    private static long tries(CircuitBreaker breaker) {
        return IntStream.range(0, 100).filter(i -> breaker.allows()).count();
    }
}
