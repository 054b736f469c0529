package org.cacheversions.internal.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.SynchronizationType;
import jakarta.persistence.TransactionRequiredException;
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

    private static final String READ_CHANGES =
            "SELECT c.cache, c.changedAt FROM CacheVersion c WHERE c.cache <> :unlikeAnyBefore";

    private static final List<String> SCHEMA_GENERATION = List.of(
            "jakarta.persistence.schema-generation.database.action",
            "hibernate.hbm2ddl.auto",
            "eclipselink.ddl-generation");

    /**
     * A server gives EclipseLink a second data source, for queries, which it uses in a transaction too until that has
     * written. Other providers ignore the property.
     */
    private static final Map<String, String> ON_ONE_CONNECTION =
            Map.of("eclipselink.transaction.join-existing", "true");

    private final EntityManagerFactory factory;
    private final OwnTransaction transactions;
    private final boolean onlyDatabase;
    private final JpaVersionReader reader;
    private final JpaVersionWriter writer;

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
        JpaJournal records = journal == null ? null : new JpaJournal(journal);
        this.reader = new JpaVersionReader(factory, records);
        this.writer = new JpaVersionWriter(new FreshVersion(), records);
        this.factory = factory;
        this.transactions = transactions;
        this.onlyDatabase = onlyDatabase;
    }

    @Override
    public List<VersionRow> read() {
        return read(JpaVersionReader.READ, JpaVersionReader::row);
    }

    @Override
    public JournaledVersions read(Function<List<VersionRow>, SortedMap<String, Long>> since) {
        if (transactions.keepsConnections()) {
            return transactions.none(() -> reader.read(since));
        }
        return reader.read(since);
    }

    @Override
    public Map<String, Instant> lastChanges() {
        return read(READ_CHANGES, row -> Map.entry((String) row[0], ((LocalDateTime) row[1]).toInstant(ZoneOffset.UTC)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Reads rows with a query that has the parameter {@code unlikeAnyBefore}, outside any transaction. */
    <T> List<T> read(String query, Function<Object[], T> make) {
        return transactions.keepsConnections()
                ? transactions.none(() -> reader.read(query, make))
                : reader.read(query, make);
    }

    /** A schema that JPA generates has no migrations that could add the rows. */
    @Override
    public boolean startsMissingCaches() {
        return SCHEMA_GENERATION.stream()
                .map(factory.getProperties()::get)
                .map(String::valueOf)
                .anyMatch(action -> action.contains("create") || action.equals("update"));
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
