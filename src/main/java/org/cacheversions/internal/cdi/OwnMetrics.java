package org.cacheversions.internal.cdi;

import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.cacheversions.internal.jfr.FlightRecorderMetrics;
import org.cacheversions.internal.jmx.JmxMetrics;
import org.cacheversions.internal.micrometer.MicrometerMetrics;
import org.cacheversions.internal.opentelemetry.OpenTelemetryMetrics;
import org.cacheversions.spi.CacheMetrics;

/** Creates the metrics for the modules of the JDK and the libraries that are present. */
final class OwnMetrics {

    private OwnMetrics() {}

    static List<CacheMetrics> of(Instance<Object> beans) {
        List<CacheMetrics> all = new ArrayList<>();
        if (OptionalDependency.JMX.isPresent()) {
            all.add(new JmxMetrics(application()));
        }
        if (OptionalDependency.FLIGHT_RECORDER.isPresent()) {
            all.add(new FlightRecorderMetrics());
        }
        if (OptionalDependency.MICROMETER.isPresent()) {
            all.add(MicrometerMetrics.of(beans, application()));
        }
        if (OptionalDependency.OPENTELEMETRY.isPresent()) {
            all.add(OpenTelemetryMetrics.of(beans, application()));
        }
        return all;
    }

    @SuppressWarnings("BanJNDI") // the name is a constant of the platform
    private static String application() {
        try {
            return InitialContext.<String>doLookup("java:app/AppName");
        } catch (NamingException e) {
            return "application";
        }
    }
}
