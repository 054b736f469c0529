package org.cacheversions.internal.jmx;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.cacheversions.internal.jmx.Figures.Figure;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.CacheMetrics;
import org.cacheversions.spi.MissReason;

/**
 * Registers the statistics with the platform's MBean server as
 * {@code org.cacheversions:type=Versions,application="forum"}, and as {@code type=Method} and {@code type=Cache} with a
 * {@code name}. If the name of the application is taken, a number is appended to it. Thread-safe.
 */
public final class JmxMetrics implements CacheMetrics {

    private static final String DOMAIN = "org.cacheversions:type=";
    private static final double NANOS_PER_MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String application;
    private final List<ObjectName> registered = new ArrayList<>();

    /** Registers the statistics under this application name. */
    public JmxMetrics(String application) {
        this.application = application;
    }

    @Override
    public synchronized void opened(CacheFigures figures) {
        String free = registerVersions(figures);
        for (CacheFigures.OfMethod method : figures.methods()) {
            register(
                    counters(method, () -> method.caches().toArray(String[]::new)),
                    named("Method", free, method.name()));
        }
        for (CacheFigures.OfCache cache : figures.caches()) {
            Map<String, Figure> counters = counters(cache, () -> new String[] {cache.name()});
            count(counters, "Invalidations", "Noticed invalidations by any node", cache::invalidations);
            count(
                    counters,
                    "ScopedInvalidations",
                    "Noticed invalidations of scopes only, by any node",
                    cache::scopedInvalidations);
            register(counters, named("Cache", free, cache.name()));
        }
    }

    private static Map<String, Figure> counters(CacheFigures.Counters counters, Supplier<String[]> caches) {
        Map<String, Figure> all = new LinkedHashMap<>();
        all.put("Caches", new Figure(String[].class, "The caches that the entries depend on", caches));
        count(all, "Entries", "Approximate number of entries that this node holds", counters::entries);
        count(all, "Hits", "Lookups that found an entry", counters::hits);
        count(all, "Misses", "Lookups that found none", counters::misses);
        for (MissReason reason : MissReason.values()) {
            count(all, "Misses" + camelCase(reason), "Misses of this reason", () -> counters.misses(reason));
        }
        count(all, "Differences", "Verified entries that differed from a new result", counters::differences);
        count(all, "Loads", "Loads that have ended", counters::loads);
        all.put("LoadMillis", millis("Total duration of the loads in milliseconds", counters::loadNanos));
        count(all, "Failures", "Loads that ended with an exception", counters::failures);
        count(all, "Bypasses", "Calls that bypassed the store", counters::bypasses);
        count(all, "Stale", "Calls that were served a stale value", counters::stale);
        count(all, "StoreFailures", "Failed operations of the store", counters::storeFailures);
        return all;
    }

    private static String camelCase(MissReason reason) {
        return Arrays.stream(reason.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static void count(Map<String, Figure> all, String name, String description, Supplier<Long> value) {
        all.put(name, new Figure(long.class, description, value));
    }

    private static Figure millis(String description, LongSupplier nanos) {
        return new Figure(double.class, description, () -> nanos.getAsLong() / NANOS_PER_MILLISECOND);
    }

    private String registerVersions(CacheFigures figures) {
        Map<String, Figure> age = Map.of(
                "AgeMillis",
                millis(
                        "Milliseconds since the last successful read of the versions began; negative if there was none",
                        figures::versionsAgeNanos));
        String name = application;
        for (int number = 2; !register(age, versions(name)); number++) {
            name = application + "-" + number;
        }
        return name;
    }

    private static String versions(String application) {
        return DOMAIN + "Versions,application=" + ObjectName.quote(application);
    }

    private static String named(String type, String application, String name) {
        return DOMAIN + type + ",application=" + ObjectName.quote(application) + ",name=" + ObjectName.quote(name);
    }

    /** Returns whether the name was free. */
    private boolean register(Map<String, Figure> attributes, String name) {
        try {
            ObjectName free = new ObjectName(name);
            server.registerMBean(new Figures(attributes), free);
            registered.add(free);
            return true;
        } catch (InstanceAlreadyExistsException e) {
            return false;
        } catch (JMException e) {
            throw new IllegalStateException(name, e);
        }
    }

    @Override
    public synchronized void closed() {
        for (ObjectName name : registered) {
            try {
                server.unregisterMBean(name);
            } catch (InstanceNotFoundException e) {
                // already unregistered
            } catch (JMException e) {
                throw new IllegalStateException(name.toString(), e);
            }
        }
        registered.clear();
    }
}
