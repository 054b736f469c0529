package org.cacheversions.internal.core.entries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTimesTest {

    private final LoadTimes times = new LoadTimes();

    @Test
    void withoutLoadsThereAreNoTimes() {
        assertThat(times.count()).isZero();
        assertThat(times.mean()).isZero();
        assertThat(times.quantile(0.99)).isZero();
    }

    @Test
    void theP99IgnoresOneSlowLoadInAHundredButNotTwo() {
        for (int i = 0; i < 99; i++) {
            times.record(TimeUnit.MILLISECONDS.toNanos(2));
        }
        times.record(TimeUnit.SECONDS.toNanos(3));
        assertThat(times.quantile(0.99)).isBetween(2_000_000L, 2_500_000L);
        assertThat(times.mean()).isEqualTo((99 * 2_000_000L + 3_000_000_000L) / 100);

        times.record(TimeUnit.SECONDS.toNanos(3));
        assertThat(times.quantile(0.99)).isBetween(3_000_000_000L, 3_750_000_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_024, 1_279, 1_280, 1_536, 2_047, 2_048, 999_999, 1L << 41, (1L << 42) - 1})
    void aTimeIsAccurateToAQuarter(long time) {
        times.record(time);

        assertThat(times.quantile(0.99)).isGreaterThan(time).isLessThanOrEqualTo(time + time / 4 + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_023, 1L << 42, Long.MAX_VALUE})
    void timesOutsideTheRangeAreAtItsEnds(long time) {
        times.record(time);

        assertThat(times.count()).isEqualTo(1);
        assertThat(times.quantile(0.99)).isEqualTo(time < 1_024 ? 1_024 : 5L << 40);
    }

    @Test
    void aSumHoldsTheTimesOfBoth() {
        LoadTimes others = new LoadTimes();
        times.record(5_000);
        others.record(50_000);

        times.add(others);

        assertThat(times.count()).isEqualTo(2);
        assertThat(times.nanos()).isEqualTo(55_000);
    }
}
