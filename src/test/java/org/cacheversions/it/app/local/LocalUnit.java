package org.cacheversions.it.app.local;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;

/** Opens the unit, as no container does. */
@ApplicationScoped
public class LocalUnit {

    @Produces
    @ApplicationScoped
    EntityManagerFactory open() {
        return Persistence.createEntityManagerFactory("jots");
    }

    void close(@Disposes EntityManagerFactory unit) {
        unit.close();
    }
}
