package org.cacheversions.it.app.bad;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Uses the unit, as applications do: Payara does not open one that nothing refers to. */
@ApplicationScoped
public class Readers {

    @PersistenceContext
    EntityManager entityManager;
}
