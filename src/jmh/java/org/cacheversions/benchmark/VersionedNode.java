package org.cacheversions.benchmark;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.util.Map;
import javax.sql.DataSource;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.internal.cdi.CacheRuntime;
import org.cacheversions.internal.cdi.CacheVersionsExtension;
import org.cacheversions.servlet.CacheVersionsFilter;

/** Weld with the library and a persistence unit on a real database. */
final class VersionedNode implements AutoCloseable {

    private final EntityManagerFactory factory;
    private final SeContainer container;

    VersionedNode(String unit, DataSource pool, Map<String, String> configuration, Class<?>... more) {
        factory = Persistence.createEntityManagerFactory(
                unit,
                Map.of(
                        "jakarta.persistence.nonJtaDataSource",
                        pool,
                        "eclipselink.session-name",
                        configuration.toString()));
        configuration.forEach(System::setProperty);
        try {
            container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(new CacheVersionsExtension(), new Unit(factory))
                    .addBeanClasses(VersionedBean.class, Holder.class)
                    .addBeanClasses(more)
                    .initialize();
        } finally {
            configuration.keySet().forEach(System::clearProperty);
        }
        runtime().engine().start();
    }

    CacheRuntime runtime() {
        return container.select(CacheRuntime.class).get();
    }

    <T> T bean(Class<T> type) {
        return container.select(type).get();
    }

    CacheVersionsFilter filter() {
        return new Unmanaged<>(container.getBeanManager(), CacheVersionsFilter.class)
                .newInstance()
                .produce()
                .inject()
                .postConstruct()
                .get();
    }

    @Override
    public void close() {
        container.close();
        factory.close();
    }

    private record Unit(EntityManagerFactory factory) implements Extension {

        void add(@Observes AfterBeanDiscovery event) {
            event.<EntityManagerFactory>addBean()
                    .types(EntityManagerFactory.class, Object.class)
                    .qualifiers(new UnitLiteral())
                    .scope(ApplicationScoped.class)
                    .produceWith(instance -> factory);
        }
    }

    private static final class UnitLiteral extends AnnotationLiteral<CacheVersionsUnit> implements CacheVersionsUnit {

        private static final long serialVersionUID = 1L;
    }
}
