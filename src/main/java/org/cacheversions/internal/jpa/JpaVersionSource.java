package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.SynchronizationType;
import jakarta.persistence.TransactionRequiredException;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.transaction.Targets;
import org.cacheversions.internal.core.transaction.TransactionMessages;
import org.cacheversions.internal.core.versions.CacheNames;
import org.cacheversions.internal.core.versions.FreshVersion;
import org.cacheversions.internal.core.versions.JournalTable;
import org.cacheversions.spi.JournaledVersions;
import org.cacheversions.spi.VersionRow;
import org.cacheversions.spi.VersionSource;
import org.jspecify.annotations.Nullable;

/** Reads and writes the versions of a persistence unit, JTA or resource-local. Thread-safe. */
public final class JpaVersionSource implements VersionSource {

    /**
     * The parameter has a new value each time, because H2 before 2.3.230 may return the previous result of an identical
     * query although a commit has changed it since (h2database issue 3894). No hint bypasses the shared cache: a
     * projection is never answered from it, and EclipseLink generates the SQL of a query with a hint anew each time,
     * which makes the read three times as slow.
     */
    static final String READ =
            "SELECT c.cache, c.revision, c.version FROM CacheVersion c WHERE c.cache <> :unlikeAnyBefore";

    private static final String READ_CHANGES =
            "SELECT c.cache, c.changedAt FROM CacheVersion c WHERE c.cache <> :unlikeAnyBefore";

    /**
     * A server gives EclipseLink a second data source, for queries, which it uses in a transaction too until that has
     * written. Other providers ignore the property.
     */
    private static final Map<String, String> ON_ONE_CONNECTION =
            Map.of("eclipselink.transaction.join-existing", "true");

    /** The time for which a request waits for a read. Not every driver has a timeout. */
    private static final int TIMEOUT_MILLIS = 10_000;

    private final EntityManagerFactory factory;
    private final OwnTransaction transactions;
    private final boolean onlyDatabase;
    private final AutoCommit autoCommit;
    private final JpaVersionWriter writer;
    private final @Nullable JpaJournal journal;
    private final AtomicLong reads = new AtomicLong();
    private final Map<String, Boolean> named = new ConcurrentHashMap<>();

    /** Set once an entity manager could not join a new JTA transaction. Hibernate logs a warning for each attempt. */
    private volatile boolean resourceLocal;

    /** Reads and writes through the only persistence unit. */
    public JpaVersionSource(EntityManagerFactory factory, OwnTransaction transactions) {
        this(factory, transactions, true, null);
    }

    /**
     * Reads and writes through a persistence unit.
     *
     * @param onlyDatabase whether the transactions of the application use this database. To read in the transaction of
     *     another one would make it span both, which not every data source supports.
     * @param journal the table of the journal, or {@code null} if the unit has no entity of it
     */
    public JpaVersionSource(
            EntityManagerFactory factory,
            OwnTransaction transactions,
            boolean onlyDatabase,
            @Nullable JournalTable journal) {
        this.journal = journal == null ? null : new JpaJournal(journal);
        this.writer = new JpaVersionWriter(new FreshVersion(), this.journal);
        this.factory = factory;
        this.transactions = transactions;
        this.onlyDatabase = onlyDatabase;
        this.autoCommit = new AutoCommit(factory);
    }

    @Override
    public List<VersionRow> read() {
        return read(READ, JpaVersionSource::row, transactions.isActive());
    }

    @Override
    public JournaledVersions read(Function<List<VersionRow>, SortedMap<String, Long>> since) {
        if (transactions.isActive()) {
            return transactions.none(() -> readNow(since));
        }
        return readNow(since);
    }

    private JournaledVersions readNow(Function<List<VersionRow>, SortedMap<String, Long>> since) {
        try (Reading reading = new Reading(factory.createEntityManager(), autoCommit)) {
            List<VersionRow> rows = query(reading.entityManager, READ)
                    .getResultStream()
                    .map(JpaVersionSource::row)
                    .toList();
            return new JournaledVersions(
                    rows,
                    journal == null
                            ? List.of()
                            : journal.read(since.apply(rows), text -> query(reading.entityManager, text)));
        }
    }

    static VersionRow row(Object[] row) {
        return new VersionRow((String) row[0], (Long) row[1], (String) row[2]);
    }

    @Override
    public Map<String, Instant> lastChanges() {
        return read(READ_CHANGES, row -> Map.entry((String) row[0], ((LocalDateTime) row[1]).toInstant(ZoneOffset.UTC)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Reads rows with a query that has the parameter {@code unlikeAnyBefore}, outside any transaction. */
    <T> List<T> read(String query, Function<Object[], T> make) {
        return read(query, make, transactions.isActive());
    }

    private <T> List<T> read(String query, Function<Object[], T> make, boolean suspend) {
        if (suspend) {
            return transactions.none(() -> read(query, make, false));
        }
        try (Reading reading = new Reading(factory.createEntityManager(), autoCommit)) {
            return query(reading.entityManager, query)
                    .getResultStream()
                    .map(make)
                    .toList();
        }
    }

    /** An entity manager that only reads, outside any transaction of the application. */
    private static final class Reading implements AutoCloseable {

        private final EntityManager entityManager;
        private @Nullable EntityTransaction transaction;

        Reading(EntityManager entityManager, AutoCommit autoCommit) {
            this.entityManager = entityManager;
            try {
                transaction = autoCommit.begin(entityManager);
            } catch (RuntimeException e) {
                entityManager.close();
                throw e;
            }
        }

        @Override
        public void close() {
            try (entityManager) {
                if (transaction != null) {
                    transaction.rollback();
                }
            }
        }
    }

    /**
     * The query is named, since EclipseLink generates the SQL of an unnamed query with a hint each time, which makes
     * the read three times as slow.
     */
    private TypedQuery<Object[]> query(EntityManager entityManager, String query) {
        if (named.putIfAbsent(query, true) == null) {
            factory.addNamedQuery(
                    query,
                    entityManager
                            .createQuery(query, Object[].class)
                            .setHint("jakarta.persistence.query.timeout", TIMEOUT_MILLIS));
        }
        return entityManager
                .createNamedQuery(query, Object[].class)
                .setParameter("unlikeAnyBefore", "#" + reads.incrementAndGet());
    }

    @Override
    public Collection<String> invalidate(SortedSet<String> caches) {
        return invalidate(Targets.whole(caches).scopes());
    }

    @Override
    public Collection<String> invalidate(SortedMap<String, Set<String>> scopes) {
        return apart(entityManager -> writer.invalidate(entityManager, scopes));
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

    /** Uses a transaction for each row: a conflict with another node must not roll the other rows back. */
    private void startOne(String row) {
        try {
            apart(entityManager -> {
                boolean reserved = writer.lockReservedSoon(entityManager);
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
        if (!resourceLocal) {
            EntityManager entityManager = jta();
            if (entityManager != null) {
                if (joins(entityManager)) {
                    return new EntityManagerWriter(writer, entityManager, onlyDatabase, entityManager::close);
                }
                entityManager.close();
            }
        }
        throw new UnsupportedOperationException(TransactionMessages.notTransactional());
    }

    /** Returns {@code null} for a unit that is known to be resource-local, before a provider warns of the failure to join. */
    private @Nullable EntityManager jta() {
        try {
            return factory.createEntityManager(
                    SynchronizationType.SYNCHRONIZED, onlyDatabase ? ON_ONE_CONNECTION : Map.of());
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /**
     * Joins the active JTA transaction and returns whether that was possible, which is the only sign of a JTA unit that
     * all providers have in common. The flush makes EclipseLink register its synchronization now; later it may not.
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

    /** Runs the work in a transaction of its own, which has committed when this method returns. */
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
                requireCommit(); // otherwise, the failure to join says nothing about the unit
                resourceLocal = true;
                return local(work);
            }
        });
    }

    /** A transaction may have been marked for rollback meanwhile, by a timeout for example. */
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
