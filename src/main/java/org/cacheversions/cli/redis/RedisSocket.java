package org.cacheversions.cli.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.cacheversions.internal.core.config.RedisUri;

/** A connection to Redis or Valkey that sends a command and reads the first line of the reply. Used by one thread. */
public final class RedisSocket implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int LONGEST_LINE = 512;

    private final Socket socket;

    private RedisSocket(RedisUri.Host host, boolean tls) throws IOException {
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress(host.name(), host.port()), TIMEOUT_MILLIS);
        plain.setSoTimeout(TIMEOUT_MILLIS);
        socket = tls ? encrypted(plain, host) : plain;
    }

    /** Verifies the host name, since the password is sent next. */
    private static SSLSocket encrypted(Socket plain, RedisUri.Host host) throws IOException {
        SSLSocket socket = (SSLSocket)
                ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, host.name(), host.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /**
     * Connects to the server, to the master that the Sentinels name, or to a node of the cluster, and logs in. Does not
     * select the database: no command of the console depends on it.
     *
     * @throws RefusedException if the server refuses the password
     * @throws IOException if none of the hosts can be reached
     */
    public static RedisSocket open(RedisUri uri) throws IOException {
        IOException failure = new IOException("no host");
        for (RedisUri.Host host : uri.hosts()) {
            try {
                return loggedIn(uri.master() == null ? host : master(host, uri.master(), uri.tls()), uri);
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private static RedisSocket loggedIn(RedisUri.Host host, RedisUri uri) throws IOException {
        RedisSocket redis = new RedisSocket(host, uri.tls());
        try {
            if (uri.password() != null) {
                String reply = uri.user() == null
                        ? redis.ask("AUTH", uri.password())
                        : redis.ask("AUTH", uri.user(), uri.password());
                if (!reply.equals("+OK")) {
                    throw new RefusedException(reply.substring(1));
                }
            }
            return redis;
        } catch (IOException e) {
            redis.close();
            throw e;
        }
    }

    private static RedisUri.Host master(RedisUri.Host sentinel, String name, boolean tls) throws IOException {
        try (RedisSocket redis = new RedisSocket(sentinel, tls)) {
            String reply = redis.ask("SENTINEL", "get-master-addr-by-name", name);
            if (!reply.equals("*2")) {
                throw new IOException(
                        "the Sentinel at " + sentinel + " knows no master '" + name + "' (" + reply + ")");
            }
            redis.line(); // the length of the next one
            String host = redis.line();
            redis.line();
            return new RedisUri.Host(host, Integer.parseInt(redis.line()));
        }
    }

    /** Sends a command, and returns the first line of the reply with the sign of its type. */
    public String ask(String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append("$" + word.getBytes(StandardCharsets.UTF_8).length + "\r\n" + word + "\r\n");
        }
        socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return line();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int c = in.read(); c >= 0 && c != '\n' && line.length() < LONGEST_LINE; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        if (line.length() == 0) {
            throw new IOException("the server has closed the connection");
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The server refuses the password. */
    public static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedException(String reply) {
            super(reply);
        }
    }
}
