package org.cacheversions.internal.redis;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.cacheversions.internal.core.config.RedisUri;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** The pooled connections of this application to Redis, opened when they are first needed. Safe for many threads. */
public final class RedisConnections implements AutoCloseable {

    /** As many may be idle: of many threads that share few processors, most hold none at any one moment. */
    private static final int MOST = 64;

    private final RedisUri uri;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable UnifiedJedis client;
    private volatile @Nullable Throwable failure;
    private boolean closed;

    /** Makes connections that are not open yet. */
    public RedisConnections(RedisUri uri, Duration timeout) {
        this.uri = uri;
        this.timeout = timeout;
    }

    /**
     * Answers the client. Sentinels and clusters are asked for their servers when it is made: who comes meanwhile waits
     * for the answer as long as for one of Redis, and fails with who has asked.
     *
     * @throws JedisException if they don't answer
     */
    UnifiedJedis client() {
        UnifiedJedis opened = client;
        return opened != null ? opened : open();
    }

    private UnifiedJedis open() {
        Throwable before = failure;
        lockWithinTimeout();
        try {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            UnifiedJedis opened = client;
            if (opened == null) {
                opened = openedUnlessFailedSince(before);
                client = opened;
            }
            return opened;
        } finally {
            lock.unlock();
        }
    }

    private void lockWithinTimeout() {
        try {
            if (!lock.tryLock() && !lock.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new JedisException("the connections are still being opened by another thread");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JedisException("interrupted while another thread opens the connections", e);
        }
    }

    /** No failure is a connection's: what has never been open is not worth a second try by the same call. */
    private UnifiedJedis openedUnlessFailedSince(@Nullable Throwable before) {
        Throwable failed = failure;
        if (failed != null && failed != before) {
            throw new JedisException("another thread could not open the connections", failed);
        }
        try {
            UnifiedJedis opened = opened();
            failure = null;
            return opened;
        } catch (RuntimeException e) {
            failure = e;
            throw new JedisException("the connections could not be opened", e);
        }
    }

    private UnifiedJedis opened() {
        return switch (uri.kind()) {
            case SERVER ->
                RedisClient.builder()
                        .hostAndPort(hosts().iterator().next())
                        .clientConfig(config())
                        .poolConfig(pool())
                        .build();
            case SENTINEL ->
                RedisSentinelClient.builder()
                        .masterName(uri.master())
                        .sentinels(hosts())
                        .sentinelClientConfig(sentinels())
                        .clientConfig(config())
                        .poolConfig(pool())
                        .build();
            case CLUSTER ->
                RedisClusterClient.builder()
                        .nodes(hosts())
                        .maxAttempts(3)
                        .maxTotalRetriesDuration(timeout)
                        .clientConfig(config())
                        .poolConfig(pool())
                        .build();
        };
    }

    /** Drops connections that nobody uses: after a failure, those of a pool are mostly dead, all of them. */
    void dropIdle() {
        if (client instanceof RedisClient single) {
            single.getPool().clear();
        }
    }

    private Set<HostAndPort> hosts() {
        return uri.hosts().stream()
                .map(host -> new HostAndPort(host.name(), host.port()))
                .collect(Collectors.toSet());
    }

    private JedisClientConfig config() {
        return config(uri, timeout);
    }

    /** Answers how to connect to a server of this address. */
    static JedisClientConfig config(RedisUri uri, Duration timeout) {
        return timed(uri, timeout)
                .user(uri.user())
                .password(uri.password())
                .database(uri.database())
                .build();
    }

    /** Sentinels have users of their own, mostly none. */
    private JedisClientConfig sentinels() {
        return timed(uri, timeout).build();
    }

    private static DefaultJedisClientConfig.Builder timed(RedisUri uri, Duration timeout) {
        int millis = (int) timeout.toMillis();
        DefaultJedisClientConfig.Builder builder = DefaultJedisClientConfig.builder();
        if (uri.tls()) {
            builder.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return builder.connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .clientName("cache-versions");
    }

    private ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST);
        pool.setMaxIdle(MOST);
        pool.setMaxWait(timeout);
        pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1)); // no thread may outlive the application
        pool.setJmxEnabled(false);
        return pool;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            UnifiedJedis opened = client;
            if (opened != null) {
                opened.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
