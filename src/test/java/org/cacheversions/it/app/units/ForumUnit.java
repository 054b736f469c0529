package org.cacheversions.it.app.units;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import org.cacheversions.CacheVersionsUnit;

/** Says which unit the versions are in. */
@ApplicationScoped
public class ForumUnit {

    @Produces
    @CacheVersionsUnit
    @PersistenceUnit(unitName = "forum")
    EntityManagerFactory forum;
}
