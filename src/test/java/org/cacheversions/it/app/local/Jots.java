package org.cacheversions.it.app.local;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.VersionedCache;
import org.cacheversions.it.app.Counts;

/** Cached reads, and writes in transactions of an entity manager. */
@ApplicationScoped
public class Jots {

    @Inject
    EntityManagerFactory unit;

    @Inject
    CacheInvalidator invalidator;

    @Inject
    Counts counts;

    @VersionedCache("jots")
    public String text(long id) {
        counts.ran();
        try (EntityManager entityManager = unit.createEntityManager()) {
            List<String> texts = entityManager
                    .createQuery("select j.text from Jot j where j.id = :id", String.class)
                    .setParameter("id", id)
                    .getResultList();
            return texts.isEmpty() ? "none" : texts.get(0);
        }
    }

    public void write(long id, String text) {
        try (EntityManager entityManager = unit.createEntityManager()) {
            entityManager.getTransaction().begin();
            try (BoundInvalidator bound = invalidator.within(entityManager)) {
                put(entityManager, id, text);
                entityManager.getTransaction().commit();
                bound.committed();
            }
        }
    }

    /** Rolls back, and closes nothing that {@code within} has returned. */
    public void rollBack(long id, String text) {
        try (EntityManager entityManager = unit.createEntityManager()) {
            entityManager.getTransaction().begin();
            invalidator.within(entityManager);
            put(entityManager, id, text);
            entityManager.flush();
            entityManager.getTransaction().rollback();
        }
    }

    private static void put(EntityManager entityManager, long id, String text) {
        Jot jot = entityManager.find(Jot.class, id);
        if (jot == null) {
            entityManager.persist(new Jot(id, text));
        } else {
            jot.write(text);
        }
    }
}
