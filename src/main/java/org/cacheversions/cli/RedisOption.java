package org.cacheversions.cli;

import java.util.Map;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.cacheversions.internal.core.config.RedisUri;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The Redis that the nodes use. */
final class RedisOption {

    private final Map<String, String> environment;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--redis",
            paramLabel = "URI",
            description = "The Redis that the nodes use, in any form that cache-versions.redis.uri allows; by default"
                    + " $$CACHE_VERSIONS_REDIS_URI. It must not contain a password: set $$CACHE_VERSIONS_REDIS_USER and"
                    + " $$CACHE_VERSIONS_REDIS_PASSWORD.")
    private @Nullable String redis;

    RedisOption(Shell shell) {
        this.environment = shell.environment();
    }

    /** Returns the URI with its credentials, or {@code null} if none is given. */
    @Nullable
    RedisUri uri() {
        String given = redis != null ? redis : environment.get("CACHE_VERSIONS_REDIS_URI");
        if (given == null) {
            return null;
        }
        RedisUri uri;
        try {
            uri = RedisUri.parse(given);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        if (uri.password() == null) {
            return uri.withCredentials(
                    environment.get("CACHE_VERSIONS_REDIS_USER"), environment.get("CACHE_VERSIONS_REDIS_PASSWORD"));
        }
        if (redis != null) {
            throw wrong("it contains a password, which every user of this machine can see");
        }
        return uri;
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), ConfigurationMessages.badRedisUri(reason));
    }
}
