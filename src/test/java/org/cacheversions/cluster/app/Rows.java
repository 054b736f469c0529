package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/** Uncached access to the rows. */
@ApplicationScoped
public class Rows {

    @Inject
    EntityManager entityManager;

    /** Returns an item as {@code id=counter.stamp}. */
    public String read(int item) {
        Object[] row = entityManager
                .createQuery("SELECT i.counter, i.stamp FROM Item i WHERE i.id = :id", Object[].class)
                .setParameter("id", item)
                .getSingleResult();
        return item + "=" + row[0] + "." + row[1];
    }

    /** Increments the counter of an item in the caller's transaction, and adds the write to the log. */
    public String grow(int item, long stamp) {
        entityManager
                .createQuery("UPDATE Item i SET i.counter = i.counter + 1, i.stamp = :stamp WHERE i.id = :id")
                .setParameter("stamp", stamp)
                .setParameter("id", item)
                .executeUpdate();
        entityManager
                .createNativeQuery(
                        "INSERT INTO write_log (item, counter, stamp) SELECT id, counter, stamp FROM item WHERE id = ?1")
                .setParameter(1, item)
                .executeUpdate();
        return read(item);
    }
}
