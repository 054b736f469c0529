package org.cacheversions.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A map that is opened on demand, may fail, and is closed with the store. */
final class MapByteStoreTest {

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
        public void remove(String key) {}

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
    void aFailedMapIsClosedWithTheStore() {
        MapByteStore bytes = new MapByteStore(this::open);
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
    void waitersForAFailedOpeningDoNotRetry() throws Exception {
        CountDownLatch failing = new CountDownLatch(1);
        MapByteStore bytes = new MapByteStore(() -> {
            if (openings.incrementAndGet() > 1) {
                return map;
            }
            await(failing);
            throw new IllegalStateException("on purpose");
        });
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Thread thread = new Thread(() -> failures.add(catchThrowable(() -> bytes.get(KEY, 100))));
            threads.add(thread);
            thread.start();
            Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
        }

        failing.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(openings).hasValue(1);
        assertThat(failures).hasSize(10).allSatisfy(failure -> assertThat(failure)
                .hasStackTraceContaining("on purpose"));
        Awaitility.await().ignoreExceptions().until(() -> bytes.get(KEY, 100) == null);
        assertThat(openings).as("a later call tries again").hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMapThatWasNeverUsedIsNeitherOpenedNorClosed() {
        MapByteStore bytes = new MapByteStore(this::open);
        bytes.close();
        assertThat(map.closings).isZero();
        assertThatThrownBy(() -> bytes.get(KEY, 100)).hasMessage("closed");
        assertThat(openings).hasValue(0);
    }
}
