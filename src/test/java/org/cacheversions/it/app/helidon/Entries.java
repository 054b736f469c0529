package org.cacheversions.it.app.helidon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.cacheversions.it.app.Counts;

/** Cached reads, and writes in transactions of the container. */
@ApplicationScoped
public class Entries {

    /** With its name, as the library asks for it: Helidon opens a unit once for each name, even for none. */
    @PersistenceContext(unitName = "entries")
    EntityManager entityManager;

    @Inject
    Counts counts;

    @VersionedCache("entries")
    public String text(long id) {
        counts.ran();
        List<String> texts = entityManager
                .createQuery("select e.text from Entry e where e.id = :id", String.class)
                .setParameter("id", id)
                .getResultList();
        return texts.isEmpty() ? "none" : texts.get(0);
    }

    /** Nobody has started its cache. */
    @VersionedCache("absent")
    public String absent() {
        return "loaded";
    }

    @Transactional
    public void write(long id, String text) {
        Entry entry = entityManager.find(Entry.class, id);
        if (entry == null) {
            entityManager.persist(new Entry(id, text));
        } else {
            entry.write(text);
        }
    }

    /** Writes without the entity, and names the cache. */
    @Transactional
    @InvalidatesCache("entries")
    public void writeNatively(long id, String text) {
        entityManager
                .createNativeQuery("update it_entry set text = ?1 where id = ?2")
                .setParameter(1, text)
                .setParameter(2, id)
                .executeUpdate();
    }

    @Transactional
    public void fail(long id, String text) {
        write(id, text);
        entityManager.flush();
        throw new IllegalStateException("rolled back");
    }
}
