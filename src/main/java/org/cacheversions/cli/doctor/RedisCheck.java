package org.cacheversions.cli.doctor;

import java.io.IOException;
import org.cacheversions.cli.redis.RedisSocket;
import org.cacheversions.internal.core.config.RedisUri;

/** Checks whether a Redis or Valkey server replies. */
public final class RedisCheck {

    private static final String WHAT = "redis";

    private final RedisUri uri;

    public RedisCheck(RedisUri uri) {
        this.uri = uri;
    }

    public Finding finding() {
        long began = System.nanoTime();
        try (RedisSocket socket = RedisSocket.open(uri)) {
            String reply = socket.ask("PING");
            long millis = (System.nanoTime() - began) / 1_000_000;
            if (reply.equals("+PONG")) {
                return Finding.ok(WHAT, uri + " answers in " + millis + " ms");
            }
            return reply.startsWith("-NOAUTH")
                    ? Finding.fail(
                            WHAT,
                            uri + " asks for a password. Set the environment variable CACHE_VERSIONS_REDIS_PASSWORD")
                    : Finding.fail(WHAT, uri + " does not reply as Redis does: " + reply);
        } catch (RedisSocket.RefusedException e) {
            return Finding.fail(WHAT, uri + " refuses the password: " + e.getMessage());
        } catch (IOException e) {
            return Finding.fail(
                    WHAT,
                    uri + " can't be reached: " + e.getMessage()
                            + ". Caching continues without it, with more loads. Check whether it is up, and its bind address");
        }
    }
}
