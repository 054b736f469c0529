package org.cacheversions.it.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import org.cacheversions.CacheInvalidator;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;

/** Cached reads and writes of notes. The test chooses how a transaction ends. */
@ApplicationScoped
public class Notes {

    @PersistenceContext
    EntityManager entityManager;

    @Resource
    TransactionSynchronizationRegistry transaction;

    @Inject
    CacheInvalidator invalidator;

    @Inject
    Counts counts;

    @VersionedCache("notes")
    public String text(long id) {
        counts.ran();
        return read("text", id);
    }

    @Transactional
    @VersionedCache("notes")
    public String textInTransaction(long id) {
        counts.ran();
        return read("text", id);
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    @VersionedCache("notes")
    public String textInNewTransaction(long id) {
        counts.ran();
        return read("text", id);
    }

    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    @VersionedCache("notes")
    public String textOutsideTransactions(long id) {
        counts.ran();
        return read("text", id);
    }

    @VersionedCache("tags")
    public String tag(long id) {
        counts.ran();
        return read("tag", id);
    }

    @VersionedCache({"notes", "tags"})
    public String both(long id) {
        counts.ran();
        return read("text", id) + "/" + read("tag", id);
    }

    /** Returns the name of the loading thread; each hit refreshes it. */
    @VersionedCache(value = "tags", ttl = "PT1H", refreshAhead = "PT59M59.999S")
    public String thread(long id) {
        return Thread.currentThread().getName();
    }

    /** Reads from the database, without the cache. */
    String read(String column, long id) {
        return entityManager
                .createQuery("select n." + column + " from Note n where n.id = :id", String.class)
                .setParameter("id", id)
                .getSingleResult();
    }

    @Transactional
    @InvalidatesCache("notes")
    public void write(long id, String text, Outcome outcome) {
        change(id, text);
        end(outcome);
    }

    /** Writes as another program would. */
    @Transactional
    public void overwrite(long id, String text) {
        entityManager
                .createNativeQuery("UPDATE it_note SET text = ?1 WHERE id = ?2")
                .setParameter(1, text)
                .setParameter(2, id)
                .executeUpdate();
    }

    @Transactional
    @InvalidatesCache({"notes", "tags"})
    public void writeBoth(long id, String text, String tag) {
        change(id, text);
        entityManager.find(Note.class, id).tag(tag);
    }

    /** Writes, invalidates at once, and ends as requested. */
    @Transactional
    public void invalidate(long id, String text, Outcome outcome, String... caches) {
        change(id, text);
        invalidator.invalidate(caches);
        end(outcome);
    }

    @Transactional
    public void invalidateAll(Outcome outcome) {
        invalidator.invalidateAll();
        end(outcome);
    }

    @Transactional(Transactional.TxType.REQUIRES_NEW)
    @InvalidatesCache("notes")
    public void writeInNewTransaction(long id, String text, Outcome outcome) {
        change(id, text);
        end(outcome);
    }

    /** Queries the database in a transaction. */
    @Transactional
    public String ask(String sql) {
        return entityManager.createNativeQuery(sql).getSingleResult().toString();
    }

    /** Writes without an invalidation. */
    public void change(long id, String text) {
        entityManager.find(Note.class, id).write(text);
    }

    /** Ends the transaction as requested. */
    public void end(Outcome outcome) {
        switch (outcome) {
            case COMMIT -> {}
            case THROW -> throw new IllegalStateException("rolled back as requested");
            case MARK_FOR_ROLLBACK -> transaction.setRollbackOnly();
            case THROW_WHILE_COMPLETING -> transaction.registerInterposedSynchronization(new Refusal());
            case REFUSED_BY_DATABASE ->
                entityManager
                        .createNativeQuery("INSERT INTO it_promise VALUES (1), (1)")
                        .executeUpdate();
        }
    }

    /** Registered after the library, so it runs after the library has written. */
    private final class Refusal implements Synchronization {

        @Override
        public void beforeCompletion() {
            counts.revisionWhileCompleting(entityManager
                    .createQuery("select c.revision from CacheVersion c where c.cache = 'notes'", Long.class)
                    .getSingleResult());
            throw new IllegalStateException("refused as requested");
        }

        @Override
        public void afterCompletion(int status) {
            // nothing to do
        }
    }
}
