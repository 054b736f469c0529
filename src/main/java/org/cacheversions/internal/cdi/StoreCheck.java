package org.cacheversions.internal.cdi;

import java.util.ArrayList;
import java.util.List;
import org.cacheversions.internal.core.config.CodecSettings;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.config.Configuration.Store;
import org.cacheversions.internal.core.config.ConfigurationMessages;
import org.cacheversions.internal.core.support.Text;

/** Checks, at deployment, whether the configured store has the libraries and settings that it needs. */
final class StoreCheck {

    private final Configuration configuration;
    private final List<String> problems = new ArrayList<>();

    private StoreCheck(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Returns a message for each problem. If the application provides a codec, the library's own are not checked. */
    static List<String> problems(Configuration configuration, boolean ownCodec) {
        StoreCheck check = new StoreCheck(configuration);
        if (configuration.store() != Store.LOCAL) {
            check.store();
            if (!ownCodec) {
                check.codec(configuration.codec());
            }
        }
        if (configuration.spans() && !OptionalDependency.OPENTELEMETRY.isPresent()) {
            check.problems.add(DeploymentMessages.missingLibrary(
                    Configuration.SPANS, "true", "io.opentelemetry:opentelemetry-api"));
        }
        return check.problems;
    }

    private void store() {
        Store store = configuration.store();
        if (store != Store.JCACHE) {
            require(OptionalDependency.JEDIS, Configuration.STORE, store, "redis.clients:jedis");
            if (configuration.redisUri() == null) {
                problems.add(ConfigurationMessages.noRedisUri(Configuration.STORE, store));
            }
        } else if (configuration.jcache().jndi() == null) {
            require(OptionalDependency.JCACHE, Configuration.STORE, store, "javax.cache:cache-api and a provider");
        }
    }

    private void codec(CodecSettings codec) {
        switch (codec.format()) {
            case JAVA -> {
                if (codec.classes() == null) {
                    problems.add(DeploymentMessages.noClassesAllowed());
                }
            }
            case CBOR -> cbor(codec);
            case JSON ->
                require(OptionalDependency.JSON_B, Configuration.STORE, configuration.store(), "org.eclipse:yasson");
        }
    }

    private void cbor(CodecSettings codec) {
        require(
                OptionalDependency.JACKSON_CBOR,
                Configuration.CODEC,
                codec.format(),
                "com.fasterxml.jackson.dataformat:jackson-dataformat-cbor, and in the same version"
                        + " com.fasterxml.jackson.datatype:jackson-datatype-jdk8 and jackson-datatype-jsr310");
        if (OptionalDependency.JACKSON_CBOR.isPresent()) {
            try {
                Codecs.tryOut(codec);
            } catch (LinkageError e) {
                problems.add(DeploymentMessages.mixedVersions(Configuration.CODEC, codec.format(), e));
            }
        }
    }

    private void require(OptionalDependency library, String key, Enum<?> value, String artifact) {
        if (!library.isPresent()) {
            problems.add(DeploymentMessages.missingLibrary(key, Text.lowerCase(value), artifact));
        }
    }
}
