package org.cacheversions.cluster.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

/** The rows as the database has them. */
@ApplicationScoped
public class Rows {

    @Inject
    EntityManager entityManager;

    /** Answers an item as {@code id=counter.stamp}. */
    public String read(int item) {
        Object[] row = entityManager
                .createQuery("SELECT i.counter, i.stamp FROM Item i WHERE i.id = :id", Object[].class)
                .setParameter("id", item)
                .getSingleResult();
        return item + "=" + row[0] + "." + row[1];
    }

    /** Lets the counter of an item grow, in the caller's transaction, and notes that in the table of all writes. */
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
