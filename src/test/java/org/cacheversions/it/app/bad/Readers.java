package org.cacheversions.it.app.bad;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Uses the unit, since Payara does not open a unit without references. */
@ApplicationScoped
public class Readers {

    @PersistenceContext
    EntityManager entityManager;
}
