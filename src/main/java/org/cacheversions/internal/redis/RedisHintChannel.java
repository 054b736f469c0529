package org.cacheversions.internal.redis;

import java.time.Duration;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.coherence.HintSender;
import org.cacheversions.internal.core.coherence.Subscription;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.cacheversions.internal.core.config.HintSettings;
import org.cacheversions.internal.core.config.RedisUri;
import org.cacheversions.spi.HintChannel;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Hints over Redis publish and subscribe, on two connections of its own. Thread-safe. */
public final class RedisHintChannel implements HintChannel {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final RedisUri uri;
    private final ScheduledExecutorService background;
    private final String node = UUID.randomUUID().toString();
    private final HintSender<Jedis> sender = new HintSender<>(this::connect);
    private volatile @Nullable Subscription subscription;

    /**
     * Creates a channel that is not connected yet.
     *
     * @param background checks regularly whether the server still answers
     */
    public RedisHintChannel(@Nullable RedisUri uri, ScheduledExecutorService background) {
        if (uri == null || uri.kind() != RedisUri.Kind.SERVER) {
            throw new InvalidConfigurationException(
                    ConfigurationMessages.noRedisUri(Configuration.HINTS, HintSettings.Channel.REDIS));
        }
        this.uri = uri;
        this.background = background;
    }

    private Jedis connect() {
        RedisUri.Host host = uri.hosts().get(0);
        return new Jedis(new HostAndPort(host.name(), host.port()), RedisConnections.config(uri, TIMEOUT));
    }

    @Override
    public void open(Runnable hinted) {
        subscription = Subscription.open(() -> new RedisLine(connect(), node, background), hinted);
    }

    @Override
    public void send(SortedSet<String> caches) {
        sender.send(connection -> connection.publish(HintSettings.REDIS_CHANNEL, node));
    }

    @Override
    public void close() {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
        sender.close();
    }
}
