package org.cacheversions.internal.mpconfig;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.config.ConfigurationSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads the library's keys from MicroProfile Config. */
public final class MicroProfileSource {

    private MicroProfileSource() {}

    /** Returns the configuration of the application with this class loader, or empty if the server has none for it. */
    public static Optional<ConfigurationSource> find(ClassLoader loader) {
        Config config;
        try {
            config = ConfigProvider.getConfig(loader);
        } catch (IllegalStateException e) {
            return Optional.empty(); // the API is present without an implementation
        }
        Map<String, String> values = new TreeMap<>();
        for (String key : config.getPropertyNames()) {
            if (key.startsWith(Configuration.PREFIX)) {
                config.getOptionalValue(key, String.class).ifPresent(value -> values.put(key, value));
            }
        }
        return Optional.of(new ConfigurationSource("MicroProfile Config", values));
    }
}
