package org.cacheversions.node;

import com.arjuna.ats.jta.cdi.TransactionExtension;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.cacheversions.internal.cdi.CacheVersionsExtension;

/** Starts an application on Weld that finds its persistence unit, or whose beans produce it. */
final class Cdi {

    private Cdi() {}

    static SeContainer start(Map<String, String> configuration, Class<?>... beans) {
        return start(configuration, List.of(), beans);
    }

    static SeContainer start(Map<String, String> configuration, List<Extension> extensions, Class<?>... beans) {
        Properties properties = System.getProperties();
        configuration.forEach(properties::setProperty);
        try {
            return SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(extensions.toArray(Extension[]::new))
                    .addExtensions(new CacheVersionsExtension(), new TransactionExtension())
                    .addBeanClasses(beans)
                    .initialize();
        } finally {
            configuration.keySet().forEach(properties::remove);
        }
    }
}
