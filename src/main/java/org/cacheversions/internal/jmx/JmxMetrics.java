package org.cacheversions.internal.jmx;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.cacheversions.spi.CacheFigures;
import org.cacheversions.spi.CacheMetrics;

/**
 * Registers the statistics with the platform's MBean server as
 * {@code org.cacheversions:type=Versions,application="forum"}, and as {@code type=Method} and {@code type=Cache} with a
 * {@code name}. If the name of the application is taken, a number is appended to it. Thread-safe.
 */
public final class JmxMetrics implements CacheMetrics {

    private static final String DOMAIN = "org.cacheversions:type=";

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
                    new CountersView(method.caches().toArray(String[]::new), method),
                    CountersMXBean.class,
                    named("Method", free, method.name()));
        }
        for (CacheFigures.OfCache cache : figures.caches()) {
            register(new CacheView(cache), CacheMXBean.class, named("Cache", free, cache.name()));
        }
    }

    private String registerVersions(CacheFigures figures) {
        VersionsMXBean view = () -> CountersView.millis(figures.versionsAgeNanos());
        String name = application;
        for (int number = 2; !register(view, VersionsMXBean.class, versions(name)); number++) {
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
    private <T> boolean register(T view, Class<T> type, String name) {
        try {
            ObjectName free = new ObjectName(name);
            server.registerMBean(new StandardMBean(view, type, true), free);
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
