package org.cacheversions.internal.redis;

import java.net.URI;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.Configuration;
import org.cacheversions.internal.core.HintSender;
import org.cacheversions.internal.core.Messages;
import org.cacheversions.internal.core.RedisUri;
import org.cacheversions.internal.core.Secret;
import org.cacheversions.internal.core.Subscription;
import org.cacheversions.spi.HintChannel;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** Hints by the publish and subscribe of Redis, over two connections of its own. Safe for use by many threads. */
public final class RedisHintChannel implements HintChannel {

    static final String CHANNEL = "cache-versions";

    private static final int TIMEOUT_MILLIS = 5_000;

    private final URI uri;
    private final ScheduledExecutorService background;
    private final String node = UUID.randomUUID().toString();
    private final HintSender<Jedis> sender = new HintSender<>(this::connect);
    private volatile @Nullable Subscription subscription;

    /**
     * Will connect to this server; does not yet.
     *
     * @param uri where it is
     * @param background asks now and then whether the server is still there
     */
    public RedisHintChannel(@Nullable Secret uri, ScheduledExecutorService background) {
        if (uri == null || !isOfOneServer(uri.value())) {
            throw new InvalidConfigurationException(Messages.noRedisUri(Configuration.HINTS, "redis"));
        }
        this.uri = URI.create(uri.value());
        this.background = background;
    }

    private static boolean isOfOneServer(String uri) {
        try {
            return RedisUri.parse(uri).kind() == RedisUri.Kind.SERVER;
        } catch (IllegalArgumentException e) { // its message, and so the cause, would show the address
            return false;
        }
    }

    private Jedis connect() {
        return new Jedis(uri, TIMEOUT_MILLIS, TIMEOUT_MILLIS);
    }

    @Override
    public void open(Runnable hinted) {
        subscription = Subscription.open(() -> new RedisLine(connect(), node, background), hinted);
    }

    @Override
    public void send(SortedSet<String> caches) {
        sender.send(connection -> connection.publish(CHANNEL, node));
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
