package org.cacheversions.internal.redis;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.cacheversions.internal.core.config.RedisUri;
import org.cacheversions.internal.remote.LazyResource;
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

/** The pooled connections of this application to Redis, opened when they are first needed. Thread-safe. */
public final class RedisConnections implements AutoCloseable {

    /** All may be idle: where many threads share few processors, most of them hold no connection at any moment. */
    private static final int MOST = 64;

    private final RedisUri uri;
    private final Duration timeout;
    private final LazyResource<UnifiedJedis> client;

    /** Opens nothing yet. */
    public RedisConnections(RedisUri uri, Duration timeout) {
        this.uri = uri;
        this.timeout = timeout;
        this.client = new LazyResource<>(this::opened, timeout);
    }

    /**
     * Returns the client. Opening it asks sentinels and clusters for their servers; other threads wait no longer than
     * the timeout.
     *
     * @throws JedisException if opening fails; never a connection's exception, after which the caller would try again
     */
    UnifiedJedis client() {
        try {
            return client.get();
        } catch (RuntimeException e) {
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

    /** Drops idle connections: after a failure, all connections of a pool are probably dead. */
    void dropIdle() {
        if (client.opened() instanceof RedisClient single) {
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

    /** Returns the options for a connection to a server of this address. */
    static JedisClientConfig config(RedisUri uri, Duration timeout) {
        return timed(uri, timeout)
                .user(uri.user())
                .password(uri.password())
                .database(uri.database())
                .build();
    }

    /** Sentinels have their own users, usually none. */
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
        client.close(UnifiedJedis::close);
    }
}
