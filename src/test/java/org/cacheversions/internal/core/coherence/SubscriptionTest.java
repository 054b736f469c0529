package org.cacheversions.internal.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.node.LogCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listening and sending over connections that the test breaks. */
@Timeout(30)
class SubscriptionTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    private final BlockingQueue<FakeLine> lines = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> hints = new LinkedBlockingQueue<>();

    private Subscription open() {
        return Subscription.open(
                () -> {
                    FakeLine line = lines.take();
                    if (line.refused) {
                        throw new IOException("refused");
                    }
                    return line;
                },
                () -> hints.add("hint"),
                SHORT);
    }

    @Test
    void eachConnectionCountsAsAHintAndAnOutageIsLoggedOnce() throws Exception {
        try (LogCapture log = new LogCapture();
                Subscription subscription = open()) {
            FakeLine first = new FakeLine(false);
            lines.add(first);
            hints.take();
            first.sent.put("hint");
            hints.take();
            first.sent.put("break");
            lines.add(new FakeLine(true));
            lines.add(new FakeLine(true));
            lines.add(new FakeLine(false));
            hints.take();

            assertThat(log.messages()).hasSize(2);
            assertThat(log.messages().get(0)).startsWith("CV0605").contains("broken");
            assertThat(log.messages().get(1)).startsWith("CV0606");
            assertThat(hints).isEmpty();
        }
    }

    @Test
    void closingEndsListeningAndConnecting() throws Exception {
        Subscription listening = open();
        FakeLine line = new FakeLine(false);
        lines.add(line);
        hints.take();
        listening.close();
        assertThat(line.closed.await(0, TimeUnit.SECONDS)).isTrue();

        FakeLine late = new FakeLine(false);
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Subscription connects = Subscription.open(
                () -> {
                    connecting.countDown();
                    go.await();
                    return late;
                },
                () -> hints.add("too late"),
                SHORT);
        connecting.await();
        Thread closing = new Thread(connects::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        go.countDown();
        closing.join();
        assertThat(late.closed.await(0, TimeUnit.SECONDS)).isTrue();
        assertThat(hints).isEmpty();
    }

    @Test
    void aHintIsResentOnceOverANewConnection() {
        AtomicInteger connected = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        HintSender<AutoCloseable> sender = new HintSender<>(() -> {
            connected.incrementAndGet();
            return closed::incrementAndGet;
        });
        HintSender.Hint<AutoCloseable> hint = connection -> {
            if (broken.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("broken");
            }
        };
        sender.send(hint);
        sender.send(hint);
        assertThat(connected).hasValue(1);

        broken.set(1);
        sender.send(hint);
        assertThat(connected).hasValue(2);
        assertThat(closed).hasValue(1);

        broken.set(2);
        assertThatThrownBy(() -> sender.send(hint))
                .isInstanceOf(CacheVersionsException.class)
                .hasMessageStartingWith("CV0603");
        assertThat(connected).hasValue(3);
        assertThat(closed).hasValue(3);
        sender.close();
        assertThat(closed).hasValue(3);
    }

    private static final class FakeLine implements Subscription.Line {

        final boolean refused;
        final SynchronousQueue<String> sent = new SynchronousQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);
        private volatile Thread listener;

        FakeLine(boolean refused) {
            this.refused = refused;
        }

        @Override
        public void listen(Runnable listening, Runnable hinted) throws Exception {
            listener = Thread.currentThread();
            listening.run();
            while (sent.take().equals("hint")) {
                hinted.run();
            }
            throw new IOException("broken");
        }

        @Override
        public void close() {
            closed.countDown();
            Thread thread = listener;
            if (thread != null && thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }
}
