package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A map that fails, is opened anew, and is closed in the end. */
final class MapBytesTest {

    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger openings = new AtomicInteger();
    private final Failing map = new Failing();

    private static final class Failing implements SharedMap {

        private volatile boolean fails;
        private int closings;

        @Override
        public byte @Nullable [] get(String key) {
            if (fails) {
                throw new IllegalStateException("on purpose");
            }
            return null;
        }

        @Override
        public void put(String key, byte[] value) {}

        @Override
        public void close() {
            closings++;
        }
    }

    private SharedMap open() {
        openings.incrementAndGet();
        return map;
    }

    @Test
    void aMapThatHasFailedIsClosedInTheEndAllTheSame() {
        MapBytes bytes = new MapBytes(this::open);
        assertThat(bytes.get(KEY, 100)).isNull();
        map.fails = true;
        assertThatThrownBy(() -> bytes.get(KEY, 100)).hasMessage("on purpose");
        assertThat(map.closings).as("others may be using it").isZero();

        bytes.close();
        bytes.close();

        assertThat(map.closings).isEqualTo(1);
        assertThat(openings).hasValue(1);
    }

    @Test
    void whatWasNeverNeededIsNeitherOpenedNorClosed() {
        MapBytes bytes = new MapBytes(this::open);
        bytes.close();
        assertThat(map.closings).isZero();
        assertThatThrownBy(() -> bytes.get(KEY, 100)).hasMessage("closed");
        assertThat(openings).hasValue(0);
    }
}
