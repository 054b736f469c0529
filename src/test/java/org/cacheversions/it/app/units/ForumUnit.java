package org.cacheversions.it.app.units;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.cacheversions.CacheVersionsUnit;

/** Produces the unit that holds the versions. */
@ApplicationScoped
public class ForumUnit {

    @Produces
    @CacheVersionsUnit
    @PersistenceUnit(unitName = "forum")
    EntityManagerFactory forum;
}
