package org.cacheversions.internal.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cacheversions.internal.core.Core;
import org.cacheversions.internal.core.Threads;
import org.cacheversions.internal.core.entries.CachedMethod;
import org.cacheversions.node.LogCapture;
import org.cacheversions.spi.FaultPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results that only one caller can use, met behind {@code Object} or a type variable, are neither stored nor shared. */
class SingleUseTest {

    private final Core core = new Core("a");
    private final CachedMethod a = core.method("a()", "a");

    record Page(int number, Stream<String> rows) {}

    record Box<T>(T value) {}

    static final class Envelope<T> {
        final T body;

        Envelope(T body) {
            this.body = body;
        }
    }

    static final class Download {
        final InputStream content = new ByteArrayInputStream(new byte[1]);
    }

    static List<Supplier<Object>> results() {
        return List.of(
                () -> Stream.of(1),
                () -> IntStream.of(1),
                () -> List.of(1).iterator(),
                () -> Collections.enumeration(List.of(1)),
                () -> new ByteArrayInputStream(new byte[1]),
                () -> new StringReader("x"),
                () -> new SubmissionPublisher<String>(Runnable::run, 1),
                () -> new FutureTask<>(() -> 1),
                () -> Optional.of(Stream.of(1)),
                () -> List.of(Stream.of(1)),
                () -> Map.of(1, new StringReader("x")),
                () -> new Stream<?>[] {Stream.of(1)},
                () -> Optional.of(CompletableFuture.completedFuture(1)),
                () -> new Page(1, Stream.of("x")),
                () -> new Box<>(Stream.of(1)),
                () -> new Box<>(CompletableFuture.completedFuture(1)),
                () -> List.of(new Box<>(Optional.of(Stream.of(1)))),
                () -> new Envelope<>(Stream.of(1)),
                Download::new,
                () -> Map.entry(1, Stream.of(1)),
                () -> new AbstractMap.SimpleEntry<>(1, Stream.of(1)),
                () -> Map.of(Stream.of(1), 1),
                () -> Arrays.asList(null, "x", Stream.of(1)),
                () -> new Object[] {Stream.of(1)},
                () -> new AtomicReference<>(Stream.of(1)),
                SingleUseTest::directory);
    }

    @SuppressWarnings("StreamResourceLeak") // the caller would close it
    private static Object directory() {
        try {
            return Files.newDirectoryStream(Path.of("."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It owns what it has opened, and may be made for many callers. */
    static final class Index implements Closeable {
        final RandomAccessFile file = null;

        @Override
        public void close() {}
    }

    @Test
    void otherObjectsAreShared() throws Exception {
        for (Object value : List.of(
                new Index(), new Box<>("x"), new Envelope<>(List.of(1)), Map.entry(1, 2), new Object[] {1}, (Supplier<
                                Stream<Integer>>)
                        Stream::of)) {
            core.request(() -> core.call(a, value.getClass(), () -> value));
            assertThat(core.request(() -> core.<Object>call(a, value.getClass(), () -> "another")))
                    .isSameAs(value);
        }
    }

    @ParameterizedTest
    @MethodSource("results")
    void eachCallerGetsItsOwn(Supplier<Object> result) throws Exception {
        try (LogCapture log = new LogCapture()) {
            Object first = core.request(() -> core.call(a, "x", result::get));
            Object second = core.request(() -> core.call(a, "x", result::get));
            assertThat(first == second).isFalse();
            assertThat(core.store.size()).isZero();
            assertThat(log.warnings()).hasSize(1).allMatch(line -> line.startsWith("CV0521") && line.contains("a()"));
        }
    }

    @Test
    void waitersLoadTheirOwn() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch returning = new CountDownLatch(1);
        try (Threads threads = new Threads()) {
            var first = threads.start(() -> core.<Object>request(() -> core.call(a, "x", () -> {
                called.countDown();
                returning.await();
                return Stream.of(1);
            })));
            called.await();
            var second = threads.start(() -> core.<Object>request(() -> core.call(a, "x", () -> Stream.of(2))));
            core.stops.awaitReached(FaultPoint.WAIT_FOR_LOAD, 1);
            returning.countDown();
            assertThat(((Stream<?>) first.result()).count()).isOne();
            assertThat(((Stream<?>) second.result()).count()).isOne();
        }
    }

    @Test
    void theValueOfAStageIsNotStored() throws Exception {
        CachedMethod stage = core.stageMethod("b()", "a");
        for (int i = 0; i < 2; i++) {
            CompletionStage<Stream<Integer>> given =
                    core.request(() -> core.call(stage, "x", () -> CompletableFuture.completedFuture(Stream.of(1))));
            assertThat(given.toCompletableFuture().getNow(null).count()).isOne();
        }
        assertThat(core.store.size()).isZero();
    }
}
