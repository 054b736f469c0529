package org.cacheversions.internal.redis;

import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.cacheversions.internal.remote.ByteStore;
import org.cacheversions.internal.remote.CircuitBreaker;
import org.cacheversions.internal.remote.LockKeys;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;

/** Stores bytes in Redis. During an outage, one call a second tries it. Thread-safe. */
public final class RedisByteStore implements ByteStore, LockKeys {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final byte[] REMOVE_IF_EQUAL =
            "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('del',KEYS[1]) else return 0 end"
                    .getBytes(StandardCharsets.US_ASCII);

    private final RedisConnections connections;
    private final CircuitBreaker breaker = new CircuitBreaker(PAUSE, System::nanoTime);

    /** Uses these connections, and closes them in {@link #close()}. */
    public RedisByteStore(RedisConnections connections) {
        this.connections = connections;
    }

    @Override
    public byte @Nullable [] get(byte[] key, int most) {
        return call(client -> {
            try {
                byte[] found = client.getrange(key, 0, most - 1L);
                return found.length == 0 ? null : found; // Redis returns nothing for a missing key
            } catch (JedisDataException e) {
                if (isOfAnotherType(e)) {
                    return null; // the next set replaces it
                }
                throw e;
            }
        });
    }

    private static boolean isOfAnotherType(JedisDataException e) {
        return e.getMessage() != null && e.getMessage().startsWith("WRONGTYPE");
    }

    @Override
    public void set(byte[] key, byte[] value, Duration timeToLive) {
        call(client -> client.set(key, value, SetParams.setParams().px(timeToLive.toMillis())));
    }

    /** Lets the key expire, since the user of Redis need not have the permission to delete. */
    @Override
    public void remove(byte[] key) {
        set(key, new byte[0], Duration.ofMillis(1));
    }

    @Override
    public boolean setIfAbsent(byte[] key, byte[] value, Duration timeToLive) {
        return call(client -> client.set(key, value, SetParams.setParams().nx().px(timeToLive.toMillis()))) != null;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return call(client -> client.get(key));
    }

    @Override
    public void remove(byte[] key, byte[] value) {
        call(client -> client.eval(REMOVE_IF_EQUAL, List.of(key), List.of(value)));
    }

    private <T> @Nullable T call(Command<T> command) {
        breaker.requireAllowed();
        try {
            return tried(command);
        } catch (JedisConnectionException e) {
            if (isTimeout(e)) {
                throw failed(e);
            }
            connections.dropIdle(); // an idle connection may have died although Redis is up
            try {
                return tried(command);
            } catch (JedisConnectionException again) {
                throw failed(again);
            }
        }
    }

    private <T> @Nullable T tried(Command<T> command) {
        try {
            T answer = command.run(connections.client());
            breaker.worked();
            return answer;
        } catch (JedisConnectionException e) {
            throw e;
        } catch (JedisAccessControlException e) {
            throw failed(e);
        } catch (JedisDataException e) {
            breaker.worked(); // Redis has answered; it only rejects this command
            throw e;
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    private static boolean isTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private RuntimeException failed(RuntimeException cause) {
        breaker.failed();
        connections.dropIdle();
        return cause;
    }

    @Override
    public void close() {
        connections.close();
    }

    @FunctionalInterface
    private interface Command<T> {

        @Nullable
        T run(UnifiedJedis client);
    }
}
