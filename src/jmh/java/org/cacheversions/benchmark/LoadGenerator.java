package org.cacheversions.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Sends the next request as soon as a response arrives, on many kept-alive connections, from one thread. */
final class LoadGenerator {

    /**
     * The measured throughput and latencies.
     *
     * @param perSecond responses per second
     * @param p50 the median latency in microseconds
     * @param p99 the 99th percentile of the latency in microseconds
     */
    record Seen(double perSecond, double p50, double p99) {}

    private static final byte[] REQUEST =
            "GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private long[] latencies = new long[1 << 16];
    private int answers;

    private LoadGenerator(Selector selector) {
        this.selector = selector;
    }

    static Seen run(int port, int connections, Duration duration) throws IOException {
        try (Selector selector = Selector.open()) {
            return new LoadGenerator(selector)
                    .run(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), connections, duration);
        }
    }

    private Seen run(InetSocketAddress address, int connections, Duration duration) throws IOException {
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(address);
            channel.socket().setTcpNoDelay(true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connection.ask();
        }
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        while (System.nanoTime() < end) {
            selector.select(key -> answered((Connection) key.attachment()), 100);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        long[] sorted = Arrays.copyOf(latencies, answers);
        Arrays.sort(sorted);
        return new Seen(answers / seconds, sorted[answers / 2] / 1e3, sorted[(int) (answers * 0.99)] / 1e3);
    }

    private void answered(Connection connection) {
        try {
            if (!connection.isAnswered()) {
                return;
            }
            if (answers == latencies.length) {
                latencies = Arrays.copyOf(latencies, answers * 2);
            }
            latencies[answers++] = System.nanoTime() - connection.asked;
            connection.ask();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Connection {

        private final SocketChannel channel;
        private final ByteBuffer request = ByteBuffer.wrap(REQUEST);
        private final ByteBuffer answer = ByteBuffer.allocate(4096);
        private int length = -1;
        long asked;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void ask() throws IOException {
            answer.clear();
            request.rewind();
            asked = System.nanoTime();
            while (request.hasRemaining()) {
                channel.write(request);
            }
        }

        /** All responses have the length of the first one, which has a Content-Length. */
        boolean isAnswered() throws IOException {
            if (channel.read(answer) < 0) {
                throw new IOException("the server has closed the connection");
            }
            if (length < 0) {
                String text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
                if (!text.startsWith("HTTP/1.1 200")) {
                    throw new IOException(text);
                }
                length = lengthOf(text);
            }
            return length >= 0 && answer.position() >= length;
        }

        private static int lengthOf(String text) {
            int body = text.indexOf("\r\n\r\n");
            if (body < 0) {
                return -1;
            }
            String name = "content-length: ";
            int at = text.toLowerCase(java.util.Locale.ROOT).indexOf(name) + name.length();
            return body + 4 + Integer.parseInt(text.substring(at, text.indexOf('\r', at)));
        }
    }
}
