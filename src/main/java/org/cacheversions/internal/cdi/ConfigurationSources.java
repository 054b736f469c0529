package org.cacheversions.internal.cdi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.cacheversions.internal.core.config.ConfigurationSource;
import org.cacheversions.internal.mpconfig.MicroProfileSource;

/** Finds the sources of the configuration, in order of precedence: the first that has a key wins. */
final class ConfigurationSources {

    private static final String FILE = "META-INF/cache-versions.properties";

    private ConfigurationSources() {}

    static List<ConfigurationSource> of(ClassLoader loader) {
        List<ConfigurationSource> sources = new ArrayList<>();
        sources.add(ConfigurationSource.systemProperties());
        sources.add(ConfigurationSource.environment(System.getenv()));
        if (OptionalDependency.MICROPROFILE_CONFIG.isPresent()) {
            MicroProfileSource.find(loader).ifPresent(sources::add);
        }
        try {
            for (URL file : Collections.list(loader.getResources(FILE))) {
                sources.add(ConfigurationSource.properties(FILE, read(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static Properties read(URL file) throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = file.openStream()) {
            properties.load(stream);
        }
        return properties;
    }
}
