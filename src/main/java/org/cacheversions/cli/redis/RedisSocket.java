package org.cacheversions.cli.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A connection to a Redis or Valkey, by its protocol: words go out, one line comes back. Used by one thread. */
public final class RedisSocket implements AutoCloseable {

    private static final int MOST_OF_A_LINE = 512;

    private final Socket socket;

    /** Connects, and says the password, if there is one. */
    public RedisSocket(RedisAddress address) throws IOException {
        socket = connected(address);
        try {
            String reply = introduced(address);
            if (!reply.equals("+OK")) {
                throw new RefusedException(reply.substring(1));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private String introduced(RedisAddress address) throws IOException {
        if (address.password() == null) {
            return "+OK";
        }
        return address.user() == null
                ? ask("AUTH", address.password())
                : ask("AUTH", address.user(), address.password());
    }

    private static Socket connected(RedisAddress address) throws IOException {
        String host = address.uri().getHost();
        int millis = (int) address.timeout().toMillis();
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress(host, address.port()), millis);
        plain.setSoTimeout(millis);
        return address.isEncrypted() ? encrypted(plain, address) : plain;
    }

    /** To the host of the address and no other: the password is what is said first. */
    private static SSLSocket encrypted(Socket plain, RedisAddress address) throws IOException {
        SSLSocket socket = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(plain, address.uri().getHost(), address.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** Says this, and answers the first line of the reply, with the sign of its kind. */
    public String ask(String... words) throws IOException {
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

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** It does not take the password. */
    public static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedException(String reply) {
            super(reply);
        }
    }
}
