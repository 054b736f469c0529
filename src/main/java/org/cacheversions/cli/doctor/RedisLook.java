package org.cacheversions.cli.doctor;

import java.io.IOException;
import org.cacheversions.cli.redis.RedisAddress;
import org.cacheversions.cli.redis.RedisSocket;

/** Whether a Redis or Valkey answers. */
public final class RedisLook {

    private static final String WHAT = "redis";

    private final RedisAddress address;

    /** Looks there. */
    public RedisLook(RedisAddress address) {
        this.address = address;
    }

    /** Answers what was found. */
    public Finding finding() {
        long began = System.nanoTime();
        try (RedisSocket socket = new RedisSocket(address)) {
            String reply = socket.ask("PING");
            long millis = (System.nanoTime() - began) / 1_000_000;
            if (reply.equals("+PONG")) {
                return Finding.ok(WHAT, address + " answers in " + millis + " ms");
            }
            return reply.startsWith("-NOAUTH")
                    ? Finding.fail(
                            WHAT,
                            address
                                    + " asks for a password. Set the environment variable CACHE_VERSIONS_REDIS_PASSWORD")
                    : Finding.fail(WHAT, address + " answers as no Redis does: " + reply);
        } catch (RedisSocket.RefusedException e) {
            return Finding.fail(WHAT, address + " refuses the password: " + e.getMessage());
        } catch (IOException e) {
            return Finding.fail(
                    WHAT,
                    address + " can't be reached: " + e.getMessage()
                            + ". Caching goes on without it, and computes. Look whether it is up, and its bind address");
        }
    }
}
