package org.cacheversions.it.app.memos;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.List;
import org.cacheversions.VersionedCache;

/** Writes entities without an explicit invalidation. */
@ApplicationScoped
public class Memos {

    @PersistenceContext
    EntityManager entityManager;

    @Resource
    TransactionSynchronizationRegistry transaction;

    @VersionedCache("memos")
    public List<String> texts() {
        return entityManager
                .createQuery("select m.text from Memo m order by m.id", String.class)
                .getResultList();
    }

    @VersionedCache("remarks")
    public long remarks() {
        return entityManager
                .createQuery("select count(r) from Remark r", Long.class)
                .getSingleResult();
    }

    @Transactional
    public void persist(long id, String text) {
        Memo memo = new Memo(id, text);
        memo.remarks().add(new Remark(10 * id));
        memo.remarks().add(new Remark(10 * id + 1));
        entityManager.persist(memo);
    }

    @Transactional
    public void update(long id, String text) {
        entityManager.find(Memo.class, id).write(text);
    }

    @Transactional
    public void removeRemark(long id) {
        entityManager.find(Memo.class, id).remarks().remove(0);
    }

    @Transactional
    public void remove(long id) {
        entityManager.remove(entityManager.find(Memo.class, id));
    }

    @Transactional
    public void updateAll(String text) {
        entityManager
                .createQuery("update Memo m set m.text = :text")
                .setParameter("text", text)
                .executeUpdate();
    }

    @Transactional
    public void rollBack(long id, String text) {
        update(id, text);
        entityManager.flush();
        transaction.setRollbackOnly();
    }
}
