package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.Instance;
import java.time.InstantSource;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.Configuration;
import org.cacheversions.internal.core.Messages;
import org.cacheversions.internal.core.RedisSettings;
import org.cacheversions.internal.core.RedisUri;
import org.cacheversions.internal.core.Warnings;
import org.cacheversions.internal.jsonb.JsonbCodec;
import org.cacheversions.internal.redis.RedisBytes;
import org.cacheversions.internal.redis.RedisConnections;
import org.cacheversions.internal.remote.RemoteOptions;
import org.cacheversions.internal.remote.RemoteStore;
import org.cacheversions.spi.CacheStore;
import org.cacheversions.spi.ValueCodec;

/** Opens the stores that need optional libraries; not to be touched for one that does not. */
final class Stores {

    private Stores() {}

    static CacheStore remote(Configuration configuration, CacheStore heap, Instance<Object> beans) {
        require(OptionalDependency.JEDIS, configuration, "redis.clients:jedis");
        if (configuration.redisUri() == null) {
            throw new InvalidConfigurationException(Messages.noRedisUri(Configuration.STORE, configuration.store()));
        }
        RedisUri uri = RedisUri.parse(configuration.redisUri().value());
        RedisSettings settings = configuration.redis();
        return new RemoteStore(
                new RedisBytes(new RedisConnections(uri, settings.timeout())),
                codec(configuration, beans),
                heap,
                new RemoteOptions(
                        configuration.store().equals("near"),
                        settings.namespace(),
                        settings.timeToLive(),
                        settings.maxValue(),
                        settings.compressAbove(),
                        settings.lease()),
                InstantSource.system(),
                new Warnings());
    }

    private static ValueCodec codec(Configuration configuration, Instance<Object> beans) {
        Instance<ValueCodec> bean = beans.select(ValueCodec.class);
        if (bean.isResolvable()) {
            return bean.get();
        }
        require(OptionalDependency.JSON_B, configuration, "org.eclipse:yasson");
        return new JsonbCodec();
    }

    private static void require(OptionalDependency library, Configuration configuration, String artifact) {
        if (!library.isPresent()) {
            throw new InvalidConfigurationException(
                    Messages.missingLibrary(Configuration.STORE, configuration.store(), artifact));
        }
    }
}
