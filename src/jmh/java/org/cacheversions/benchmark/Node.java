package org.cacheversions.benchmark;

import com.arjuna.ats.jta.cdi.TransactionExtension;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.Map;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.cdi.CacheVersionsExtension;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.testing.InMemoryVersions;
import org.jboss.weld.context.bound.BoundLiteral;
import org.jboss.weld.context.bound.BoundRequestContext;

/** Weld with the library, a transaction manager, and versions in memory. */
final class Node implements AutoCloseable {

    private final SeContainer container;

    Node(Map<String, String> configuration, Class<?>... beans) {
        System.setProperty("cache-versions.auto-start", "true");
        configuration.forEach(System::setProperty);
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new CacheVersionsExtension(), new TransactionExtension())
                .addBeanClasses(InMemoryVersions.class, DoNothingInterceptor.class, NaiveInterceptor.class)
                .addBeanClasses(beans)
                .initialize();
        container.select(CacheRuntime.class).get().engine().start();
    }

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    VersionContexts contexts() {
        return bean(CacheRuntime.class).engine().contexts();
    }

    /** Returns a Weld request context, as the servlet integration would activate it on a thread. */
    BoundRequestContext requestScope() {
        return container
                .select(BoundRequestContext.class, BoundLiteral.INSTANCE)
                .get();
    }

    @Override
    public void close() {
        container.close();
    }
}
