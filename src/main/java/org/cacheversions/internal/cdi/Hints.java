package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.Instance;
import java.util.concurrent.ScheduledExecutorService;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.postgresql.PostgresHintChannel;
import org.cacheversions.internal.redis.RedisHintChannel;
import org.cacheversions.spi.HintChannel;
import org.jspecify.annotations.Nullable;

/** Selects the hint channel: the application's bean, or else the configured one. */
final class Hints {

    private Hints() {}

    static @Nullable HintChannel of(
            Instance<Object> beans, Configuration configuration, ScheduledExecutorService background) {
        Instance<HintChannel> bean = beans.select(HintChannel.class);
        if (bean.isResolvable()) {
            return bean.get();
        }
        return switch (configuration.hints().channel()) {
            case "postgresql" -> {
                require(OptionalDependency.POSTGRESQL, "postgresql", "org.postgresql:postgresql");
                yield new PostgresHintChannel(configuration.hints());
            }
            case "redis" -> {
                require(OptionalDependency.JEDIS, "redis", "redis.clients:jedis");
                yield new RedisHintChannel(configuration.redisUri(), background);
            }
            default -> null;
        };
    }

    private static void require(OptionalDependency dependency, String channel, String artifact) {
        if (!dependency.isPresent()) {
            throw new InvalidConfigurationException(
                    DeploymentMessages.missingLibrary(Configuration.HINTS, channel, artifact));
        }
    }
}
