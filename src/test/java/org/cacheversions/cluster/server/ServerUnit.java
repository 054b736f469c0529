package org.cacheversions.cluster.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The unit that a server provides. */
@ApplicationScoped
public class ServerUnit {

    @Produces
    @PersistenceContext(unitName = "cluster")
    EntityManager entityManager;
}
