package org.cacheversions.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Whether a Redis or Valkey answers, by its protocol over a socket. */
public final class RedisLook {

    private static final String WHAT = "redis";
    private static final int DEFAULT_PORT = 6379;
    private static final int MOST_OF_A_LINE = 512;

    private final URI uri;
    private final Duration timeout;

    /**
     * Looks there, as in {@code redis://host:6379} or {@code rediss://host}.
     *
     * @throws IllegalArgumentException if the URI is of another kind
     */
    public RedisLook(URI uri, Duration timeout) {
        if (uri.getScheme() == null || !Set.of("redis", "rediss").contains(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("it does not begin with redis://host or rediss://host");
        }
        this.uri = uri;
        this.timeout = timeout;
    }

    /** Answers what was found. */
    public Finding finding(@Nullable String user, @Nullable String password) {
        String where = uri.getHost() + ":" + port();
        long began = System.nanoTime();
        try (Socket socket = open()) {
            if (password != null) {
                String reply = ask(
                        socket, user == null ? new String[] {"AUTH", password} : new String[] {"AUTH", user, password});
                if (!reply.equals("+OK")) {
                    return Finding.fail(WHAT, where + " refuses the password: " + reply.substring(1));
                }
            }
            String reply = ask(socket, "PING");
            long millis = (System.nanoTime() - began) / 1_000_000;
            if (reply.equals("+PONG")) {
                return Finding.ok(WHAT, where + " answers in " + millis + " ms");
            }
            return reply.startsWith("-NOAUTH")
                    ? Finding.fail(
                            WHAT,
                            where + " asks for a password. Set the environment variable CACHE_VERSIONS_REDIS_PASSWORD")
                    : Finding.fail(WHAT, where + " answers as no Redis does: " + reply);
        } catch (IOException e) {
            return Finding.fail(
                    WHAT,
                    where + " can't be reached: " + e.getMessage()
                            + ". Caching goes on without it, and computes. Look whether it is up, and its bind address");
        }
    }

    private int port() {
        return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    }

    private Socket open() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(uri.getHost(), port()), (int) timeout.toMillis());
        socket.setSoTimeout((int) timeout.toMillis());
        return "rediss".equals(uri.getScheme())
                ? ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, uri.getHost(), port(), true)
                : socket;
    }

    private static String ask(Socket socket, String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append("$" + word.getBytes(StandardCharsets.UTF_8).length + "\r\n" + word + "\r\n");
        }
        socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        StringBuilder reply = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0 && c != '\n' && reply.length() < MOST_OF_A_LINE; c = in.read()) {
            if (c != '\r') {
                reply.append((char) c);
            }
        }
        if (reply.length() == 0) {
            throw new IOException("it has closed the connection");
        }
        return reply.toString();
    }
}
