package org.example.forum;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.BoundInvalidator;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.VersionedCache;

/** Reads bans from the cache, and invalidates it in the transaction that bans. */
@ApplicationScoped
public class BanService {

    @Inject
    @CacheVersionsUnit
    EntityManagerFactory forum;

    @Inject
    CacheInvalidator invalidator;

    private final AtomicInteger loads = new AtomicInteger();

    @VersionedCache("bans")
    public boolean isBanned(long userId) {
        loads.incrementAndGet();
        try (EntityManager entityManager = forum.createEntityManager()) {
            return entityManager.find(Ban.class, userId) != null;
        }
    }

    public void ban(long userId) {
        try (EntityManager entityManager = forum.createEntityManager();
                BoundInvalidator invalidator = this.invalidator.within(entityManager)) {
            entityManager.getTransaction().begin();
            entityManager.persist(new Ban(userId));
            invalidator.invalidate("bans");
            entityManager.getTransaction().commit();
        }
    }

    public int loads() {
        return loads.get();
    }
}
