package org.cacheversions.internal.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.lang.annotation.Annotation;
import java.util.List;
import org.cacheversions.Cache;
import org.cacheversions.CacheName;
import org.cacheversions.CacheVersions;
import org.cacheversions.internal.core.call.CurrentRequest;
import org.cacheversions.internal.core.call.CurrentVersions;
import org.cacheversions.internal.core.call.VersionContexts;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.spi.CacheFigures;
import org.jspecify.annotations.Nullable;

/** Produces the beans that applications inject. */
@Dependent
class CacheBeans {

    private final CacheRuntime runtime;

    @Inject
    CacheBeans(CacheRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Starts the engine with the application in Java SE, and so in tests. On a server a listener does so, or the first
     * read: this event may come there before the tables are created. Static, so that it creates nothing there.
     */
    static void start(@Observes @Initialized(ApplicationScoped.class) Object payload, Instance<CacheRuntime> runtime) {
        if (CDI.current() instanceof SeContainer) {
            runtime.get().start();
        }
    }

    @Produces
    @CacheName("")
    @Dependent
    Cache cache(InjectionPoint point) {
        for (Annotation qualifier : point.getQualifiers()) {
            if (qualifier instanceof CacheName name) {
                return new InjectedCache(runtime, CacheNames.sorted(List.of(name.value())));
            }
        }
        throw new IllegalStateException("@CacheName is missing at " + point);
    }

    @Produces
    @Dependent
    CacheFigures cacheFigures() {
        return new InjectedFigures(runtime.engine().figures().stats());
    }

    @Produces
    @ApplicationScoped
    CurrentRequest currentRequest() {
        return new CurrentRequest() {

            @Override
            public VersionContexts contexts() {
                return runtime.engine().contexts();
            }

            @Override
            public @Nullable String revision() {
                return runtime.revision();
            }

            @Override
            public void ended() {
                runtime.entities().unbindEnded();
            }
        };
    }

    @Produces
    @ApplicationScoped
    @Named("cacheVersions")
    CacheVersions cacheVersions(RequestVersions unbound) {
        return new CurrentVersions(runtime.engine().contexts(), runtime::versions, () -> {
            try {
                return unbound.versions();
            } catch (ContextNotActiveException e) {
                return null;
            }
        });
    }
}
