package org.cacheversions.internal.redis;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.cacheversions.internal.core.coherence.Subscription;
import org.cacheversions.internal.core.config.HintSettings;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/** A subscribed connection. Used by one thread; closed by any. */
final class RedisLine implements Subscription.Line {

    private static final long ASK_AFTER_SECONDS = 10;

    private final Jedis connection;
    private final String own;
    private final ScheduledExecutorService background;

    /** Ignores messages equal to {@code own}, which this node has sent. */
    RedisLine(Jedis connection, String own, ScheduledExecutorService background) {
        this.connection = connection;
        this.own = own;
        this.background = background;
    }

    @Override
    public void listen(Runnable listening, Runnable hinted) {
        Subscriber subscriber = new Subscriber(listening, hinted);
        Future<?> asking = background.scheduleWithFixedDelay(
                subscriber::ask, ASK_AFTER_SECONDS, ASK_AFTER_SECONDS, TimeUnit.SECONDS);
        try {
            connection.subscribe(subscriber, HintSettings.REDIS_CHANNEL);
        } finally {
            asking.cancel(false);
        }
    }

    @Override
    public void close() {
        try {
            connection.disconnect();
        } catch (JedisException e) {
            // already closed
        }
    }

    private final class Subscriber extends JedisPubSub {

        private final Runnable listening;
        private final Runnable hinted;
        private volatile boolean answered = true;

        Subscriber(Runnable listening, Runnable hinted) {
            this.listening = listening;
            this.hinted = hinted;
        }

        @Override
        public void onSubscribe(String channel, int channels) {
            listening.run();
        }

        @Override
        public void onMessage(String channel, String sender) {
            if (!own.equals(sender)) {
                hinted.run();
            }
        }

        @Override
        public void onPong(String pattern) {
            answered = true;
        }

        /** Pings, since a subscriber waits without limit and would not notice a server that has disappeared. */
        void ask() {
            if (!answered) {
                close();
                return;
            }
            answered = false;
            try {
                ping();
            } catch (RuntimeException e) {
                close(); // not subscribed yet, or no longer
            }
        }
    }
}
