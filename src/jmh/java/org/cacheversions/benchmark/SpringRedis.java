package org.cacheversions.benchmark;

import java.time.Duration;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Spring's cache with Redis and its defaults: Lettuce and Java serialization. */
final class SpringRedis implements AutoCloseable {

    private final LettuceConnectionFactory connections;
    private final RedisCache cache;

    SpringRedis(int port) {
        connections = new LettuceConnectionFactory("127.0.0.1", port);
        connections.afterPropertiesSet();
        connections.start();
        RedisCacheManager manager = RedisCacheManager.builder(connections)
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofHours(1)))
                .build();
        manager.afterPropertiesSet();
        cache = (RedisCache) manager.getCache("bans");
    }

    RedisCache cache() {
        return cache;
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
