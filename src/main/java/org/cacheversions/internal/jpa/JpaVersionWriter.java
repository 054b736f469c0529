package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.Query;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.persistence.CacheVersion;
import org.jspecify.annotations.Nullable;

/**
 * Writes versions in the transaction of an entity manager. Updates use queries, which bypass the caches of the
 * persistence provider. Thread-safe.
 */
final class JpaVersionWriter {

    private static final String UPDATE = "UPDATE CacheVersion c SET c.version ="
            + " CASE WHEN c.version = :version THEN :other ELSE :version END,"
            + " c.revision = c.revision + 1, c.changedAt = :now WHERE c.cache = :cache";
    private static final String UPDATE_OTHERS = "UPDATE CacheVersion c SET c.version = :version,"
            + " c.revision = c.revision + 1, c.changedAt = :now"
            + " WHERE c.cache <> :reserved AND c.version <> :version AND c.version <> :other";
    private static final String LOCK = "UPDATE CacheVersion c SET c.changedAt = :now WHERE c.cache = :cache";
    private static final String RESERVED_REVISION = "SELECT c.revision FROM CacheVersion c WHERE c.cache = :cache";
    private static final String NAMES = "SELECT c.cache FROM CacheVersion c";

    private static final int SOON_MILLIS = 2_000;

    private final FreshVersion fresh;

    private final @Nullable JpaJournal journal;

    JpaVersionWriter(FreshVersion fresh, @Nullable JpaJournal journal) {
        this.fresh = fresh;
        this.journal = journal;
    }

    /** Invalidates caches, each as a whole or only some scopes of it, and returns those without a row. */
    Collection<String> invalidate(EntityManager entityManager, SortedMap<String, Set<String>> scopes) {
        List<String> missing = new ArrayList<>();
        scopes.forEach((cache, texts) -> {
            String version = fresh.next();
            if (update(entityManager, cache, version, fresh.nextOtherThan(version)) == 0) {
                missing.add(cache);
            } else {
                record(entityManager, cache, texts);
            }
        });
        return missing;
    }

    private static int update(EntityManager entityManager, String cache, String version, String other) {
        return entityManager
                .createQuery(UPDATE)
                .setFlushMode(FlushModeType.COMMIT) // this may run in a callback of a flush, which must not flush again
                .setParameter("version", version)
                .setParameter("other", other)
                .setParameter("now", now())
                .setParameter("cache", cache)
                .executeUpdate();
    }

    /**
     * Updates the rows one by one in the order of their names, because a single statement would lock them in an order
     * of its own and could deadlock with another invalidation. No row is missed: a transaction that starts a cache
     * holds the reserved row until it commits, and the last statement finds rows that MySQL at REPEATABLE READ hides
     * from the SELECT of an older transaction.
     */
    void invalidateAll(EntityManager entityManager) {
        if (!lockReserved(entityManager)) {
            insert(entityManager, CacheNames.RESERVED);
        }
        SortedSet<String> caches = new TreeSet<>(entityManager
                .createQuery(NAMES, String.class)
                .setHint("jakarta.persistence.cache.retrieveMode", "BYPASS")
                .getResultList());
        caches.remove(CacheNames.RESERVED);
        String version = fresh.next();
        String other = fresh.nextOtherThan(version);
        for (String cache : caches) {
            update(entityManager, cache, version, other);
            record(entityManager, cache, Set.of());
        }
        entityManager
                .createQuery(UPDATE_OTHERS)
                .setParameter("version", version)
                .setParameter("other", other)
                .setParameter("now", now())
                .setParameter("reserved", CacheNames.RESERVED)
                .executeUpdate();
    }

    /** Locks the reserved row and returns whether it exists. */
    boolean lockReserved(EntityManager entityManager) {
        return lockReserved(entityManager.createQuery(LOCK));
    }

    /** Does the same, but limits the wait for another session's lock if the driver supports timeouts. */
    boolean lockReservedSoon(EntityManager entityManager) {
        return lockReserved(entityManager.createQuery(LOCK).setHint("jakarta.persistence.query.timeout", SOON_MILLIS));
    }

    private static boolean lockReserved(Query lock) {
        return lock.setParameter("now", now())
                        .setParameter("cache", CacheNames.RESERVED)
                        .executeUpdate()
                == 1;
    }

    /** Starts above the revisions of a stopped cache; the reserved row keeps the highest (see {@code CacheRows}). */
    void insert(EntityManager entityManager, String cache) {
        long revision = cache.equals(CacheNames.RESERVED)
                ? 0
                : entityManager
                                .createQuery(RESERVED_REVISION, Long.class)
                                .setParameter("cache", CacheNames.RESERVED)
                                .getSingleResult()
                        + 1;
        CacheVersion row = new CacheVersion(cache, fresh.next(), revision, now());
        entityManager.persist(row);
        entityManager.flush();
        entityManager.detach(row);
        if (!cache.equals(CacheNames.RESERVED) && journal != null) {
            journal.begin(entityManager, cache);
        }
    }

    private void record(EntityManager entityManager, String cache, Set<String> scopes) {
        if (journal != null) {
            journal.write(entityManager, cache, scopes);
        }
    }

    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
    }
}
