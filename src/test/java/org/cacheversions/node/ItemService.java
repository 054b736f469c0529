package org.cacheversions.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.CacheVersionsUnit;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;

/** Reads items through the cache, and changes them. */
@ApplicationScoped
public class ItemService {

    @Inject
    @CacheVersionsUnit
    EntityManagerFactory factory;

    @Inject
    CacheInvalidator invalidator;

    private final AtomicInteger loads = new AtomicInteger();

    @VersionedCache("items")
    public int amount(long id) {
        loads.incrementAndGet();
        return read(id);
    }

    @Transactional
    @VersionedCache("items")
    public int amountInTransaction(long id) {
        loads.incrementAndGet();
        return read(id);
    }

    @Transactional
    @InvalidatesCache("items")
    public void change(long id, int amount) {
        write(id, amount);
    }

    @Transactional
    @InvalidatesCache("items")
    public void changeAndFail(long id, int amount) {
        write(id, amount);
        throw new IllegalStateException("on purpose");
    }

    @Transactional
    public void changeInvalidateAndFail(long id, int amount) {
        write(id, amount);
        invalidator.invalidate("items");
        throw new IllegalStateException("on purpose");
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    @InvalidatesCache("items")
    public void changeApart(long id, int amount) {
        write(id, amount);
    }

    /** Reads and then fails, so the transaction that has read rolls back. */
    @Transactional
    public void readAndFail(long id) {
        amount(id);
        throw new IllegalStateException("on purpose");
    }

    /** Returns what this transaction reads after its own change, before and after it invalidates. */
    @Transactional
    public List<Integer> changeAndLook(long id, int amount) {
        int before = amount(id);
        write(id, amount);
        invalidator.invalidate("items");
        return List.of(before, amount(id));
    }

    /** Changes the item in another transaction, and reads it again. */
    @Transactional
    public int changeApartAndLook(long id, int amount, ItemService apart) {
        apart.changeApart(id, amount);
        return amount(id);
    }

    public int loads() {
        return loads.get();
    }

    public int read(long id) {
        try (EntityManager entityManager = factory.createEntityManager()) {
            Item item = entityManager.find(
                    Item.class,
                    id,
                    java.util.Map.of(
                            "jakarta.persistence.cache.retrieveMode", jakarta.persistence.CacheRetrieveMode.BYPASS));
            return item == null ? 0 : item.getAmount();
        }
    }

    /** Writes in the active transaction. */
    public void write(long id, int amount) {
        EntityManager entityManager = factory.createEntityManager();
        entityManager.joinTransaction();
        entityManager.merge(new Item(id, amount));
        entityManager.flush();
    }
}
