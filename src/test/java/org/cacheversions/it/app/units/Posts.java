package org.cacheversions.it.app.units;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.concurrent.atomic.LongAdder;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;

/** Posts in one of two units. */
@ApplicationScoped
public class Posts {

    @PersistenceContext(unitName = "forum")
    EntityManager forum;

    @PersistenceContext(unitName = "library")
    EntityManager library;

    private final LongAdder loads = new LongAdder();

    @VersionedCache("posts")
    public long count() {
        loads.increment();
        return forum.createQuery("select count(p) from Post p", Long.class).getSingleResult()
                + library.createQuery("select count(b) from Book b", Long.class).getSingleResult();
    }

    @Transactional
    @InvalidatesCache("posts")
    public void post(long id) {
        forum.persist(new Post(id, "text"));
    }

    public long loads() {
        return loads.sum();
    }
}
