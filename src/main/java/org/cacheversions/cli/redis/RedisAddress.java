package org.cacheversions.cli.redis;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis or Valkey is, and what to say to be let in.
 *
 * @param uri as in {@code redis://host:6379} or {@code rediss://host}
 * @param user of its access control list; {@code null} for the default one
 * @param password {@code null} if it asks for none
 * @param timeout for the connection, and for each answer
 */
public record RedisAddress(
        URI uri, @Nullable String user, @Nullable String password, Duration timeout) {

    private static final int DEFAULT_PORT = 6379;
    private static final int LAST_PORT = 65535;

    /** Throws {@link IllegalArgumentException} if the URI is of another kind. */
    public RedisAddress {
        if (uri.getScheme() == null || !Set.of("redis", "rediss").contains(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("it does not begin with redis://host or rediss://host");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("it holds a user or password");
        }
        if (uri.getPort() > LAST_PORT) {
            throw new IllegalArgumentException("there is no port " + uri.getPort());
        }
    }

    int port() {
        return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    }

    boolean isEncrypted() {
        return "rediss".equals(uri.getScheme());
    }

    /** Answers host and port. */
    @Override
    public String toString() {
        return uri.getHost() + ":" + port();
    }
}
