package org.cacheversions.cli;

import java.net.URI;
import java.time.Duration;
import org.cacheversions.cli.redis.RedisAddress;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The Redis of the nodes. */
final class RedisOption {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Shell shell;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--redis",
            paramLabel = "URI",
            description = "The Redis that the nodes use, as in redis://host:6379; its user and"
                    + " password are $$CACHE_VERSIONS_REDIS_USER and $$CACHE_VERSIONS_REDIS_PASSWORD.")
    private @Nullable String redis;

    RedisOption(Shell shell) {
        this.shell = shell;
    }

    /** Answers where it is, or {@code null} if that is not said. */
    @Nullable
    RedisAddress address() {
        String given = redis;
        if (given == null) {
            return null;
        }
        try {
            return new RedisAddress(
                    URI.create(given),
                    shell.environment().get("CACHE_VERSIONS_REDIS_USER"),
                    shell.environment().get("CACHE_VERSIONS_REDIS_PASSWORD"),
                    TIMEOUT);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    ConfigurationMessages.badRedisUri(Secrets.hide(String.valueOf(e.getMessage()))),
                    e);
        }
    }
}
