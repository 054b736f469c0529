package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.util.List;
import org.cacheversions.InvalidConfigurationException;
import org.cacheversions.internal.core.config.CodecSettings;
import org.cacheversions.internal.jackson.JacksonCodec;
import org.cacheversions.internal.jsonb.JsonbCodec;
import org.cacheversions.internal.serialized.SerializedCodec;
import org.cacheversions.spi.ValueCodec;

/** Selects the codec for stores outside the heap. Loads no class that needs the library of another codec. */
final class Codecs {

    private Codecs() {}

    static ValueCodec of(CodecSettings settings, Instance<Object> beans) {
        Instance<ValueCodec> bean = beans.select(ValueCodec.class);
        return bean.isUnsatisfied() ? configured(settings) : bean.get(); // throws if there are several
    }

    /** Encodes and decodes a value, so that incompatible libraries cause a {@link LinkageError} at deployment. */
    static void tryOut(CodecSettings settings) {
        configured(settings).of(Instant.class).encode(Instant.EPOCH);
    }

    private static ValueCodec configured(CodecSettings settings) {
        return switch (settings.format()) {
            case JAVA -> new SerializedCodec(listed(settings));
            case CBOR -> new JacksonCodec();
            case JSON -> new JsonbCodec();
        };
    }

    private static List<String> listed(CodecSettings settings) {
        if (settings.classes() == null) {
            throw new InvalidConfigurationException(DeploymentMessages.noClassesAllowed());
        }
        return settings.classes();
    }
}
