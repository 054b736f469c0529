package org.cacheversions.example.jetty;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.cacheversions.CacheVersionsUnit;
import org.jboss.weld.injection.spi.JpaInjectionServices;
import org.jboss.weld.injection.spi.ResourceReferenceFactory;
import org.jboss.weld.injection.spi.helpers.SimpleResourceReference;

/** Makes {@code @PersistenceContext} and {@code @PersistenceUnit} work in Weld, which leaves them to the server. */
public final class PersistenceContextInjection implements JpaInjectionServices {

    @Override
    public ResourceReferenceFactory<EntityManager> registerPersistenceContextInjectionPoint(InjectionPoint point) {
        return () -> new SimpleResourceReference<>(SharedEntityManager.of(unit()));
    }

    @Override
    public ResourceReferenceFactory<EntityManagerFactory> registerPersistenceUnitInjectionPoint(InjectionPoint point) {
        return () -> new SimpleResourceReference<>(unit());
    }

    @Override
    public void cleanup() {}

    private static EntityManagerFactory unit() {
        return CDI.current().select(EntityManagerFactory.class, new Unit()).get();
    }

    private static final class Unit extends AnnotationLiteral<CacheVersionsUnit> implements CacheVersionsUnit {
        private static final long serialVersionUID = 1L;
    }
}
