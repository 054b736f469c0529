package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.Instance;
import java.util.concurrent.ScheduledExecutorService;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.config.HintSettings;
import org.cacheversions.internal.core.support.Text;
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
        if (!bean.isUnsatisfied()) {
            return bean.get(); // throws if there are several
        }
        return switch (configuration.hints().channel()) {
            case POSTGRESQL -> {
                require(OptionalDependency.POSTGRESQL, HintSettings.Channel.POSTGRESQL, "org.postgresql:postgresql");
                yield new PostgresHintChannel(configuration.hints());
            }
            case REDIS -> {
                require(OptionalDependency.JEDIS, HintSettings.Channel.REDIS, "redis.clients:jedis");
                yield new RedisHintChannel(configuration.redisUri(), background);
            }
            case NONE -> null;
        };
    }

    private static void require(OptionalDependency dependency, HintSettings.Channel channel, String artifact) {
        if (!dependency.isPresent()) {
            throw new InvalidConfigurationException(
                    DeploymentMessages.missingLibrary(Configuration.HINTS, Text.lowerCase(channel), artifact));
        }
    }
}
