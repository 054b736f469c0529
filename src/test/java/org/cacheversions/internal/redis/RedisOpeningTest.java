package org.cacheversions.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.cacheversions.internal.core.config.RedisUri;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisException;

/** Sentinels that accept connections but never respond, while threads wait for the client to be opened. */
final class RedisOpeningTest {

    private static final byte[] KEY = {1};

    /** Accepts connections, never responds, and closes them on request. */
    private static final class Silent implements AutoCloseable {

        private final ServerSocket server;
        private final AtomicInteger calls = new AtomicInteger();
        private final List<Socket> open = new ArrayList<>();
        private boolean hangsUp;

        Silent() throws IOException {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread accepting = new Thread(this::accept, "silent");
            accepting.setDaemon(true);
            accepting.start();
        }

        private void accept() {
            try {
                while (true) {
                    Socket socket = server.accept();
                    calls.incrementAndGet();
                    hold(socket);
                }
            } catch (IOException e) {
                // closed
            }
        }

        private synchronized void hold(Socket socket) throws IOException {
            open.add(socket);
            if (hangsUp) {
                socket.close();
            }
        }

        synchronized void hangUp() throws IOException {
            hangsUp = true;
            for (Socket socket : open) {
                socket.close();
            }
        }

        int calls() {
            return calls.get();
        }

        String address() {
            return "127.0.0.1:" + server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
            hangUp();
        }
    }

    private static RedisConnections connections(Duration timeout, Silent... sentinels) {
        String addresses = Stream.of(sentinels).map(Silent::address).collect(Collectors.joining(","));
        return new RedisConnections(RedisUri.parse("redis-sentinel://" + addresses + "#main"), timeout);
    }

    @Test
    void aWaiterForAFailedOpeningDoesNotRetry() throws Exception {
        try (Silent sentinel = new Silent()) {
            RedisByteStore bytes = new RedisByteStore(connections(Duration.ofMinutes(1), sentinel));
            List<Throwable> failures = new CopyOnWriteArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Thread thread = new Thread(() -> failures.add(catchThrowable(() -> bytes.get(KEY, 100))));
                threads.add(thread);
                thread.start();
                if (i == 0) {
                    Awaitility.await().until(() -> sentinel.calls() == 1);
                } else {
                    Awaitility.await()
                            .until(() -> thread.getState() == Thread.State.TIMED_WAITING
                                    || thread.getState() == Thread.State.WAITING);
                }
            }

            sentinel.hangUp();
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(sentinel.calls())
                    .as("neither the waiters nor the first caller retry")
                    .isEqualTo(1);
            assertThat(failures).hasSize(10).allSatisfy(failure -> assertThat(failure)
                    .isInstanceOf(JedisException.class)
                    .hasStackTraceContaining("All sentinels down"));
        }
    }

    @Test
    void callersDuringSentinelLookupWaitForOneTimeout() throws Exception {
        try (Silent one = new Silent();
                Silent two = new Silent();
                Silent three = new Silent();
                Silent four = new Silent()) {
            RedisConnections connections = connections(Duration.ofSeconds(1), one, two, three, four);
            Thread opening = new Thread(() -> catchThrowable(connections::client));
            opening.start();
            Awaitility.await().until(() -> one.calls() + two.calls() + three.calls() + four.calls() == 1);

            assertThatThrownBy(connections::client).isInstanceOf(JedisException.class);

            assertThat(opening.isAlive()).isTrue();
            for (Silent sentinel : List.of(one, two, three, four)) {
                sentinel.hangUp();
            }
            opening.join();
        }
    }

    @Test
    void aCallerAfterAFailureRetries() throws Exception {
        try (Silent sentinel = new Silent()) {
            sentinel.hangUp();
            RedisConnections connections = connections(Duration.ofMinutes(1), sentinel);
            for (int i = 1; i <= 3; i++) {
                assertThatThrownBy(connections::client).hasStackTraceContaining("All sentinels down");
                assertThat(sentinel.calls()).isEqualTo(i);
            }
        }
    }
}
