package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.TransactionRequiredException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.transaction.TransactionMessages;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;

/** The versions of a persistence unit, be it JTA or resource-local. Safe for use by many threads. */
public final class JpaVersionSource implements VersionSource {

    /**
     * With a parameter that is another one each time: H2 before 2.3.230 may answer the very same query by its last
     * result although a commit has changed it since (h2database issue 3894). No hint says to pass by the shared cache:
     * a projection is never answered from it, and EclipseLink makes its SQL anew for each query that has a hint, which
     * takes it three times as long.
     */
    private static final String READ =
            "SELECT c.cache, c.revision, c.version FROM CacheVersion c WHERE c.cache <> :unlikeAnyBefore";

    private static final String READ_CHANGES =
            "SELECT c.cache, c.changedAt FROM CacheVersion c WHERE c.cache <> :unlikeAnyBefore";

    private final EntityManagerFactory factory;
    private final OwnTransaction transactions;
    private final AutoCommit autoCommit;
    private final JpaVersionWriter writer = new JpaVersionWriter(new FreshVersion());
    private final AtomicLong reads = new AtomicLong();

    /** Known once it could not join a transaction that was just begun. Each try costs a warning of Hibernate's. */
    private volatile boolean resourceLocal;

    /** Reads and writes through this unit. */
    public JpaVersionSource(EntityManagerFactory factory, OwnTransaction transactions) {
        this.factory = factory;
        this.transactions = transactions;
        this.autoCommit = new AutoCommit(factory);
    }

    @Override
    public List<VersionRow> read() {
        return read(READ, row -> new VersionRow((String) row[0], (Long) row[1], (String) row[2]));
    }

    @Override
    public Map<String, Instant> lastChanges() {
        return read(READ_CHANGES, row -> Map.entry((String) row[0], ((LocalDateTime) row[1]).toInstant(ZoneOffset.UTC)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Reads rows by a query with the parameter {@code unlikeAnyBefore}, outside of any transaction. */
    <T> List<T> read(String query, Function<Object[], T> make) {
        return transactions.none(() -> {
            try (EntityManager entityManager = factory.createEntityManager()) {
                return autoCommit.read(entityManager, () -> entityManager
                        .createQuery(query, Object[].class)
                        .setParameter("unlikeAnyBefore", "#" + reads.incrementAndGet())
                        .getResultStream()
                        .map(make)
                        .toList());
            }
        });
    }

    @Override
    public Collection<String> invalidate(SortedSet<String> caches) {
        return apart(entityManager -> writer.invalidate(entityManager, caches));
    }

    @Override
    public void invalidateAll() {
        apart(entityManager -> {
            writer.invalidateAll(entityManager);
            return true;
        });
    }

    @Override
    public void start(SortedSet<String> caches) {
        SortedSet<String> rows = new TreeSet<>(caches);
        rows.add(CacheNames.RESERVED);
        for (String row : rows) {
            startOne(row);
        }
    }

    /** In a transaction for each row: that another node was faster must not undo the others. */
    private void startOne(String row) {
        try {
            apart(entityManager -> {
                boolean reserved = writer.lockReserved(entityManager);
                boolean present = row.equals(CacheNames.RESERVED)
                        ? reserved
                        : entityManager
                                        .createQuery("SELECT c.cache FROM CacheVersion c WHERE c.cache = :cache")
                                        .setParameter("cache", row)
                                        .getResultList()
                                        .size()
                                == 1;
                if (!present) {
                    writer.insert(entityManager, row);
                }
                return present;
            });
        } catch (RuntimeException e) {
            if (read().stream().noneMatch(known -> known.cache().equals(row))) {
                throw e;
            }
        }
    }

    @Override
    public Enlisted enlist() {
        if (resourceLocal) {
            throw new UnsupportedOperationException(TransactionMessages.notTransactional());
        }
        EntityManager entityManager = factory.createEntityManager();
        if (joins(entityManager)) {
            return new EntityManagerWriter(writer, entityManager, entityManager::close);
        }
        entityManager.close();
        throw new UnsupportedOperationException(TransactionMessages.notTransactional());
    }

    /**
     * Joins the active JTA transaction, and answers whether it could: the providers agree on no other sign that a unit
     * is JTA. The flush makes EclipseLink register for the transaction's end now; later it may not.
     */
    private static boolean joins(EntityManager entityManager) {
        try {
            entityManager.joinTransaction();
            entityManager.flush();
            return entityManager.isJoinedToTransaction();
        } catch (TransactionRequiredException | IllegalStateException e) {
            return false;
        }
    }

    /** Does work in a transaction of its own, which has committed when this returns. */
    <T> T apart(Function<EntityManager, T> work) {
        return transactions.required(() -> {
            if (resourceLocal) {
                return local(work);
            }
            try (EntityManager entityManager = factory.createEntityManager()) {
                if (joins(entityManager)) {
                    T result = work.apply(entityManager);
                    requireCommit();
                    return result;
                }
                requireCommit(); // else it says nothing about the unit
                resourceLocal = true;
                return local(work);
            }
        });
    }

    /** By a timeout, for example. */
    private void requireCommit() {
        if (!transactions.canCommit()) {
            throw new CacheVersionsException(TransactionMessages.ownTransactionLost(), null);
        }
    }

    private <T> T local(Function<EntityManager, T> work) {
        try (EntityManager entityManager = factory.createEntityManager()) {
            EntityTransaction transaction = entityManager.getTransaction();
            transaction.begin();
            try {
                T result = work.apply(entityManager);
                transaction.commit();
                return result;
            } finally {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            }
        }
    }
}
